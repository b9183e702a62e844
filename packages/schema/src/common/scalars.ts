import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime, GraphQLLocalDate } from "graphql-scalars";
import { rfc3339 } from "./rfc3339.js";
import { isTimeZone } from "./time-zone.js";

/** The first and last year. Anything outside is a typing error. PostgreSQL and other programs might reject it. */
const YEARS = { first: "1900", last: "9999" } as const;

/** The formats of dates and times. */
const RFC_3339 = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6";

const earliest = Date.parse(`${YEARS.first}-01-01T00:00:00Z`);
const latest = Date.parse(`${YEARS.last}-12-31T23:59:59.999Z`);

/** An instant (RFC 3339), returned in UTC without trailing zeros. The reader writes the same format in SQL. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description:
    "An instant: a string in the format `date-time` of RFC 3339, such as `2027-03-01T09:00:00Z` or `2027-03-01T10:00:00+01:00`. The year must be 1900 to 9999. Responses use UTC, with up to six digits of a second.",
  specifiedByURL: RFC_3339,
  serialize: (value) => rfc3339(GraphQLDateTime.serialize(value)),
  parseValue: instant,
  parseLiteral: (node) => instant(node.kind === Kind.STRING ? node.value : undefined),
});

function instant(value: unknown): Date {
  const parsed = parsedInstant(value);
  if (parsed && parsed.getTime() >= earliest && parsed.getTime() <= latest) return parsed;
  throw unrepresentable("DateTime", value, "give an instant in the years 1900 to 9999, such as 2027-03-01T09:00:00Z");
}

function parsedInstant(value: unknown): Date | undefined {
  try {
    return GraphQLDateTime.parseValue(value);
  } catch {
    return undefined;
  }
}

/** A calendar date, `YYYY-MM-DD`. It is stored as text, so that it never gains a time zone by accident. */
export const CalendarDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: "Date",
  description:
    "A calendar date without time or zone: a string in the format `full-date` of RFC 3339, such as `2027-03-01`. The year must be 1900 to 9999.",
  specifiedByURL: RFC_3339,
  parseValue: date,
  parseLiteral: (node) => date(node.kind === Kind.STRING ? node.value : undefined),
});

function date(value: unknown): string {
  if (isDate(value) && value >= `${YEARS.first}-01-01`) return value;
  throw unrepresentable("Date", value, "give an existing date in the years 1900 to 9999, such as 2027-03-01");
}

function isDate(value: unknown): value is string {
  try {
    return GraphQLLocalDate.parseValue(value) === value;
  } catch {
    return false;
  }
}

/** The error for an invalid value. It quotes the value, shortened if necessary, and says what to give instead. */
function unrepresentable(scalar: string, value: unknown, hint: string): GraphQLError {
  const shown = JSON.stringify(typeof value === "string" && value.length > 60 ? `${value.slice(0, 60)}…` : value);
  const given = typeof value === "string" ? shown : "a value that is not a string";
  return new GraphQLError(`${scalar} cannot represent ${given}: ${hint}.`, { extensions: { code: "BAD_USER_INPUT" } });
}

/** The name of an IANA time zone. */
export const TimeZone = new GraphQLScalarType({
  name: "TimeZone",
  description: "A time zone: a string with its name in the IANA database, such as `Europe/London`.",
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
