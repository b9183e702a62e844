import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime, GraphQLLocalDate } from "graphql-scalars";
import { isTimeZone } from "./time-zone.js";

/** An instant: RFC 3339, answered in UTC with no more digits than it needs. The reader writes it the same way in SQL. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description: "An instant with its offset from UTC, such as `2027-03-01T09:00:00Z` (RFC 3339). Answers are in UTC.",
  serialize: (value) =>
    GraphQLDateTime.serialize(value)
      .toISOString()
      .replace(/\.?0*Z$/, "Z"),
});

/** A calendar date, `YYYY-MM-DD`, kept as text: a date has no zone and must not get one by accident. */
export const CalendarDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: "Date",
  description: "A calendar date without a time or zone: `2027-03-01` (RFC 3339 full-date).",
});

/** An IANA time zone by name. */
export const TimeZone = new GraphQLScalarType({
  name: "TimeZone",
  description: "The name of a time zone in the IANA database, such as `Europe/London`.",
  specifiedByURL: "https://www.iana.org/time-zones",
  serialize: String,
  parseValue: timeZone,
  parseLiteral: (node) => timeZone(node.kind === Kind.STRING ? node.value : undefined),
});

function timeZone(value: unknown): string {
  if (typeof value === "string" && isTimeZone(value)) return value;
  throw new GraphQLError(
    `TimeZone cannot represent ${JSON.stringify(value ?? null)}: it is not the name of an IANA time zone, such as "Europe/London".`,
    { extensions: { code: "BAD_USER_INPUT", reason: "UNKNOWN_TIME_ZONE" } },
  );
}
