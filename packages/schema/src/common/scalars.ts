import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime, GraphQLLocalDate } from "graphql-scalars";
import { isTimeZone } from "./time-zone.js";

/** The first and the last year: what is outside is a slip of the pen, and other programs and PostgreSQL would not take it. */
const YEARS = { first: "1900", last: "9999" } as const;

const earliest = Date.parse(`${YEARS.first}-01-01T00:00:00Z`);
const latest = Date.parse(`${YEARS.last}-12-31T23:59:59.999Z`);

/** An instant: RFC 3339, answered in UTC with no more digits than it needs. The reader writes it the same way in SQL. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description:
    "An instant with its offset from UTC, such as `2027-03-01T09:00:00Z` (RFC 3339), in the years 1900 to 9999. Answers are in UTC.",
  serialize: (value) =>
    GraphQLDateTime.serialize(value)
      .toISOString()
      .replace(/\.?0*Z$/, "Z"),
  parseValue: instant,
  parseLiteral: (node) => instant(node.kind === Kind.STRING ? node.value : undefined),
});

function instant(value: unknown): Date {
  const parsed = parsedInstant(value);
  if (parsed && parsed.getTime() >= earliest && parsed.getTime() <= latest) return parsed;
  throw unrepresentable("DateTime", value, "give an instant of the years 1900 to 9999, such as 2027-03-01T09:00:00Z");
}

function parsedInstant(value: unknown): Date | undefined {
  try {
    return GraphQLDateTime.parseValue(value);
  } catch {
    return undefined;
  }
}

/** A calendar date, `YYYY-MM-DD`, kept as text: a date has no zone and must not get one by accident. */
export const CalendarDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: "Date",
  description:
    "A calendar date without a time or zone, such as `2027-03-01` (RFC 3339 full-date), in the years 1900 to 9999.",
  parseValue: date,
  parseLiteral: (node) => date(node.kind === Kind.STRING ? node.value : undefined),
});

function date(value: unknown): string {
  if (isDate(value) && value >= `${YEARS.first}-01-01`) return value;
  throw unrepresentable("Date", value, "give a date of the years 1900 to 9999 that there is, such as 2027-03-01");
}

function isDate(value: unknown): value is string {
  try {
    return GraphQLLocalDate.parseValue(value) === value;
  } catch {
    return false;
  }
}

/** What is wrong with a value, and what would be right. The value is quoted, and cut where it is long. */
function unrepresentable(scalar: string, value: unknown, hint: string): GraphQLError {
  const shown = JSON.stringify(typeof value === "string" && value.length > 60 ? `${value.slice(0, 60)}…` : value);
  const given = typeof value === "string" ? shown : "what is no text";
  return new GraphQLError(`${scalar} cannot represent ${given}: ${hint}.`, { extensions: { code: "BAD_USER_INPUT" } });
}

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
