import { InvalidSeries } from "./invalid-series.js";

/** A recurrence rule (RFC 5545, 3.3.10), parsed into its pattern and its end. */
export interface SeriesRule {
  /** The rule in canonical spelling: upper case, FREQ first, COUNT or UNTIL last, no duplicate values. */
  readonly text: string;
  /** The same without COUNT and UNTIL: the starts if the series never ended. */
  readonly pattern: string;
  /** How many starts the series has. */
  readonly count: number | undefined;
  /** The last moment at which one may start, as written: `20270331T170000Z`, or `20270331` for the whole day. */
  readonly until: string | undefined;
}

/** Nobody has more sessions a day. It rejects rules such as BYMINUTE=0,1,2,3 that nobody intended. */
const MOST_PER_DAY = 6;

const MOST_COUNTED = 10_000;
const LONGEST_INTERVAL = 1_000;

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const TOO_FINE = ["SECONDLY", "MINUTELY", "HOURLY"];
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

interface Form {
  readonly right: string;
  /** A value, or each of a list, in its canonical spelling. Undefined if it is invalid. */
  readonly read: (value: string) => string | undefined;
  readonly isList: boolean;
}

function oneOf(words: readonly string[]): Form {
  return { right: `one of ${words.join(", ")}`, read: (value) => words.find((word) => word === value), isList: false };
}

function whole(least: number, most: number, isList = true): Form {
  const read = (value: string): string | undefined =>
    /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most ? String(Number(value)) : undefined;
  return { right: `a whole number from ${least} to ${most}`, read, isList };
}

/** Counted from the start, or with a minus from the end. */
function place(most: number): Form {
  const read = (value: string): string | undefined => {
    const [, sign, digits] = /^([+-]?)(\d{1,3})$/.exec(value) ?? [];
    const number = Number(digits);
    return number >= 1 && number <= most ? `${sign === "-" ? "-" : ""}${number}` : undefined;
  };
  return { right: `1 to ${most}, or -1 to -${most} from the end`, read, isList: true };
}

const weekday: Form = {
  right: `a day such as MO, or in a month or year the second or last one: 2MO, -1MO`,
  read(value) {
    const [, number, day] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(value) ?? [];
    if (day === undefined || !DAYS.includes(day)) return undefined;
    return number === undefined ? day : place(53).read(number)?.concat(day);
  },
  isList: true,
};

const FORMS: ReadonlyMap<string, Form> = new Map([
  ["FREQ", oneOf(FREQUENCIES)],
  ["INTERVAL", whole(1, LONGEST_INTERVAL, false)],
  ["BYMONTH", whole(1, 12)],
  ["BYWEEKNO", place(53)],
  ["BYYEARDAY", place(366)],
  ["BYMONTHDAY", place(31)],
  ["BYDAY", weekday],
  ["BYHOUR", whole(0, 23)],
  ["BYMINUTE", whole(0, 59)],
  ["BYSECOND", whole(0, 59)],
  ["BYSETPOS", place(366)],
  ["WKST", oneOf(DAYS)],
  ["COUNT", whole(1, MOST_COUNTED, false)],
  [
    "UNTIL",
    {
      right: "a time in UTC such as 20270331T170000Z, or a day such as 20270331",
      read: (value) => (/^\d{8}(T\d{6}Z)?$/.test(value) ? value : undefined),
      isList: false,
    },
  ],
]);

/**
 * Reads a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE`, with or without the property's name before it.
 * @throws InvalidSeries
 */
export function readSeriesRule(text: string): SeriesRule {
  const parts = readParts(
    text
      .trim()
      .toUpperCase()
      .replace(/^RRULE:/, ""),
  );
  const count = parts.get("COUNT");
  const until = parts.get("UNTIL");
  if (count !== undefined && until !== undefined) refuse("the rule has both COUNT and UNTIL; give at most one of them");
  refuseCombinations(parts);
  // In the order of FORMS, whatever order they came in.
  const written = [...FORMS.keys()].filter((name) => parts.has(name)).map((name) => `${name}=${parts.get(name)!}`);
  return {
    text: written.join(";"),
    pattern: written.filter((part) => !/^(COUNT|UNTIL)=/.test(part)).join(";"),
    count: count === undefined ? undefined : Number(count),
    until,
  };
}

function readParts(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(";")) {
    const [, name, value] = /^([A-Z-]+)=(.+)$/.exec(part) ?? [];
    if (name === undefined) refuse(`the rule has "${part}"; its parts must be like FREQ=WEEKLY;BYDAY=MO`);
    const form = FORMS.get(name);
    if (form === undefined) refuse(`the rule has ${name}; its parts can be ${[...FORMS.keys()].join(", ")}`);
    if (parts.has(name)) refuse(`the rule has ${name} twice; each part must occur once`);
    if (name === "FREQ" && TOO_FINE.includes(value!))
      refuse(`the rule has FREQ=${value}; sessions repeat at most daily: FREQ=DAILY`);
    parts.set(name, readValue(name, value!, form));
  }
  if (!parts.has("FREQ")) refuse(`the rule has no FREQ; it must have ${FORMS.get("FREQ")!.right}`);
  return parts;
}

function readValue(name: string, value: string, { read, right, isList }: Form): string {
  const values = (isList ? value.split(",") : [value]).map(
    (each) => read(each) ?? refuse(`the rule has ${name}=${value}; ${isList ? "each value" : "it"} must be ${right}`),
  );
  return [...new Set(values)].join(",");
}

/** What RFC 5545 forbids although each part is valid on its own, and what has too many starts. */
function refuseCombinations(parts: ReadonlyMap<string, string>): void {
  const frequency = parts.get("FREQ")!;
  const numbered = /\d/.test(parts.get("BYDAY") ?? "");
  if (parts.has("BYWEEKNO") && frequency !== "YEARLY") refuse("the rule has BYWEEKNO; that needs FREQ=YEARLY");
  if (parts.has("BYYEARDAY") && frequency !== "YEARLY") refuse("the rule has BYYEARDAY; that needs FREQ=YEARLY");
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY")
    refuse("the rule has BYMONTHDAY with FREQ=WEEKLY; it needs FREQ=MONTHLY, YEARLY or DAILY");
  if (numbered && !["MONTHLY", "YEARLY"].includes(frequency))
    refuse(`the rule has BYDAY=${parts.get("BYDAY")}; a number before the day needs FREQ=MONTHLY or YEARLY`);
  if (numbered && parts.has("BYWEEKNO")) refuse("the rule has BYWEEKNO and a number before a day in BYDAY; choose one");
  if (parts.has("BYSETPOS") && ![...parts.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS"))
    refuse("the rule has BYSETPOS alone; it chooses among what another part lists, such as BYDAY=MO,TU,WE,TH,FR");
  // RFC 5545 would take the day from the first start. rrule-temporal 2.2 takes another if it starts in a later year.
  if (parts.has("BYWEEKNO") && !parts.has("BYDAY"))
    refuse("the rule has BYWEEKNO without BYDAY; it must name the days of that week, such as BYDAY=MO");
  // The last days of December can be in week 1 of the next year, but the calendar year of the first start decides which
  // years count. A series that skips years would depend on where in the week it began, and could not be split.
  if (parts.has("BYWEEKNO") && parts.get("INTERVAL") !== undefined && parts.get("INTERVAL") !== "1")
    refuse("the rule has BYWEEKNO and INTERVAL; week numbers must repeat every year");
  const perDay = ["BYHOUR", "BYMINUTE", "BYSECOND"].reduce(
    (product, name) => product * (parts.get(name)?.split(",").length ?? 1),
    1,
  );
  if (perDay > MOST_PER_DAY)
    refuse(`the rule has up to ${perDay} starts a day (BYHOUR, BYMINUTE, BYSECOND); it may have ${MOST_PER_DAY}`);
}

function refuse(problem: string): never {
  throw new InvalidSeries("rule", problem);
}
