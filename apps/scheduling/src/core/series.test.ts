import { describe, expect, test } from "@jest/globals";
import { Temporal } from "temporal-polyfill";
import { InvalidSeries, readSeries, seriesStarts, type Series } from "./series.js";

const DAY = 86_400_000;
const NEW_YORK = "America/New_York";

const local = (instant: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: "minute", timeZoneName: "never" });

/** The first starts, on the zone's clock with its offset; at most as many as are asked for. */
function firstStarts(series: Series, atMost = 20): string[] {
  const found: string[] = [];
  const horizon = Date.parse(`${series.firstStart}Z`) + 30 * 366 * DAY;
  for (const start of seriesStarts(readSeries(series), -Infinity, horizon)) {
    found.push(local(start, series.timeZone));
    if (found.length === atMost) break;
  }
  return found;
}

const days = (starts: readonly string[]): string => starts.map((start) => start.slice(0, 10)).join(" ");

function problem(series: Series): string {
  try {
    readSeries(series);
  } catch (error) {
    if (error instanceof InvalidSeries) return `${error.field}: ${error.message}`;
    throw error;
  }
  return "it was read";
}

describe("a series whose clock changes", () => {
  test.each<[string, Series, string[]]>([
    [
      "skips a time that does not exist, and does not count it",
      { rule: "FREQ=DAILY;COUNT=5", timeZone: NEW_YORK, firstStart: "2026-03-06T02:30" },
      [
        "2026-03-06T02:30-05:00",
        "2026-03-07T02:30-05:00",
        "2026-03-09T02:30-04:00",
        "2026-03-10T02:30-04:00",
        "2026-03-11T02:30-04:00",
      ],
    ],
    [
      "skips its first time, too, if that does not exist, and stays at the hour that was agreed",
      { rule: "FREQ=DAILY;COUNT=5", timeZone: NEW_YORK, firstStart: "2026-03-08T02:30" },
      [
        "2026-03-09T02:30-04:00",
        "2026-03-10T02:30-04:00",
        "2026-03-11T02:30-04:00",
        "2026-03-12T02:30-04:00",
        "2026-03-13T02:30-04:00",
      ],
    ],
    [
      "means the first of two times",
      { rule: "FREQ=DAILY;COUNT=3", timeZone: NEW_YORK, firstStart: "2026-10-31T01:30" },
      ["2026-10-31T01:30-04:00", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"],
    ],
    [
      "skips half an hour on Lord Howe Island",
      { rule: "FREQ=DAILY;COUNT=3", timeZone: "Australia/Lord_Howe", firstStart: "2026-10-03T02:15" },
      ["2026-10-03T02:15+10:30", "2026-10-05T02:15+11:00", "2026-10-06T02:15+11:00"],
    ],
    [
      "does not skip what comes after that half hour",
      { rule: "FREQ=DAILY;COUNT=3", timeZone: "Australia/Lord_Howe", firstStart: "2026-10-03T02:30" },
      ["2026-10-03T02:30+10:30", "2026-10-04T02:30+11:00", "2026-10-05T02:30+11:00"],
    ],
    [
      "means the first of two times half an hour apart",
      { rule: "FREQ=DAILY;COUNT=2", timeZone: "Australia/Lord_Howe", firstStart: "2026-04-05T01:45" },
      ["2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30"],
    ],
    [
      "skips a midnight that does not exist in Santiago",
      { rule: "FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4", timeZone: "America/Santiago", firstStart: "2026-09-05T00:00" },
      ["2026-09-05T00:00-04:00", "2026-09-12T00:00-03:00", "2026-09-13T00:00-03:00", "2026-09-19T00:00-03:00"],
    ],
    [
      "skips a day that does not exist in Apia",
      { rule: "FREQ=DAILY;COUNT=3", timeZone: "Pacific/Apia", firstStart: "2011-12-29T10:00" },
      ["2011-12-29T10:00-10:00", "2011-12-31T10:00+14:00", "2012-01-01T10:00+14:00"],
    ],
    [
      "keeps its day of the week though its first was the day that does not exist",
      { rule: "FREQ=WEEKLY;COUNT=2", timeZone: "Pacific/Apia", firstStart: "2011-12-30T10:00" },
      ["2012-01-06T10:00+14:00", "2012-01-13T10:00+14:00"],
    ],
    [
      "is at the same time on the wall in summer and winter",
      { rule: "FREQ=MONTHLY;INTERVAL=6;COUNT=3", timeZone: "Europe/London", firstStart: "2026-01-15T09:00" },
      ["2026-01-15T09:00+00:00", "2026-07-15T09:00+01:00", "2027-01-15T09:00+00:00"],
    ],
    [
      "has the times of a day in their order where one of them is there twice",
      { rule: "FREQ=DAILY;BYHOUR=0,1,2;COUNT=4", timeZone: NEW_YORK, firstStart: "2026-11-01T00:45" },
      ["2026-11-01T00:45-04:00", "2026-11-01T01:45-04:00", "2026-11-01T02:45-05:00", "2026-11-02T00:45-05:00"],
    ],
  ])("%s", (_, series, expected) => {
    expect(firstStarts(series)).toEqual(expected);
  });
});

describe("a rule", () => {
  test.each([
    ["FREQ=MONTHLY;COUNT=4", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31 2026-07-31"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", "2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30"],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=4", "2026-01-30", "2026-01-30 2026-02-27 2026-03-27 2026-04-24"],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4",
      "2026-01-30",
      "2026-01-30 2026-02-27 2026-03-31 2026-04-30",
    ],
    ["FREQ=MONTHLY;BYDAY=+1MO;COUNT=3", "2026-01-05", "2026-01-05 2026-02-02 2026-03-02"],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "2026-02-13", "2026-02-13 2026-03-13 2026-11-13"],
    ["FREQ=YEARLY;COUNT=3", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29"],
    ["FREQ=YEARLY;COUNT=2", "2096-02-29", "2096-02-29 2104-02-29"],
    ["FREQ=YEARLY;BYYEARDAY=-1,100;COUNT=3", "2028-04-09", "2028-04-09 2028-12-31 2029-04-10"],
    ["FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3", "2024-12-30", "2024-12-30 2025-12-29 2027-01-04"],
    ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA,SU;COUNT=3", "2027-01-02", "2027-01-02 2027-01-03 2033-01-01"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=WE;COUNT=2", "2026-05-13", "2026-05-13 2027-05-19"],
    // RFC 5545, 3.8.5.3: the first day of the week changes which weeks are left out.
    ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"],
    ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-05 1997-08-17 1997-08-19 1997-08-31"],
    ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU", "1997-08-05", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"],
    ["FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02", "1997-09-02 1997-09-12 1997-09-22"],
    [
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
      "1996-11-05",
      "1996-11-05 2000-11-07 2004-11-02",
    ],
    ["rrule:count=2;freq=daily", "2026-01-05", "2026-01-05 2026-01-06"],
    ["FREQ=DAILY;UNTIL=20260107", "2026-01-05", "2026-01-05 2026-01-06 2026-01-07"],
    ["FREQ=DAILY;UNTIL=20260107T140000Z", "2026-01-05", "2026-01-05 2026-01-06 2026-01-07"],
    ["FREQ=DAILY;UNTIL=20260107T135959Z", "2026-01-05", "2026-01-05 2026-01-06"],
  ])("%s from %s on", (rule, day, expected) => {
    expect(days(firstStarts({ rule, timeZone: NEW_YORK, firstStart: `${day}T09:00` }))).toBe(expected);
  });

  test("without an end goes on as far as it is asked for, and is not expanded further", () => {
    const series = { rule: "FREQ=DAILY", timeZone: NEW_YORK, firstStart: "2026-01-05T09:00" };
    const [first] = seriesStarts(series, Date.parse("2999-07-01T00:00Z"), Date.parse("3999-07-03T00:00Z"));
    expect(first).toBe(Date.parse("2999-07-01T13:00Z"));
    expect([...seriesStarts(series, Date.parse("2026-01-06T14:00Z"), Date.parse("2026-01-08T14:00Z"))]).toEqual([
      Date.parse("2026-01-06T14:00Z"),
      Date.parse("2026-01-07T14:00Z"),
    ]);
  });

  test("is kept in one spelling", () => {
    const series = {
      rule: "byday=+2mo,2MO;count=007;freq=monthly",
      timeZone: "UTC",
      firstStart: "2026-01-12T09:00:00",
    };
    expect(readSeries(series)).toEqual({
      rule: "FREQ=MONTHLY;BYDAY=2MO;COUNT=7",
      timeZone: "UTC",
      firstStart: "2026-01-12T09:00",
    });
  });
});

describe("what is no series is refused:", () => {
  test.each([
    ["FREQ=DAILY;BYFOO=1", "rule: the rule has BYFOO; its parts can be FREQ, INTERVAL, BYMONTH,"],
    ["FREQ=DAILY;RSCALE=HEBREW", "rule: the rule has RSCALE; its parts can be"],
    ["", 'rule: the rule has ""; its parts must be like FREQ=WEEKLY;BYDAY=MO'],
    ["FREQ=DAILY;", 'rule: the rule has ""; its parts must be like'],
    ["BYDAY=MO", "rule: the rule has no FREQ; it must have one of DAILY, WEEKLY, MONTHLY, YEARLY"],
    ["FREQ=OFTEN", "rule: the rule has FREQ=OFTEN; it must be one of DAILY, WEEKLY, MONTHLY, YEARLY"],
    ["FREQ=HOURLY", "rule: the rule has FREQ=HOURLY; sessions repeat at most daily: FREQ=DAILY"],
    ["FREQ=DAILY;FREQ=DAILY", "rule: the rule has FREQ twice; each part must occur once"],
    ["FREQ=DAILY;COUNT=0", "rule: the rule has COUNT=0; it must be a whole number from 1 to 10000"],
    ["FREQ=DAILY;COUNT=3,4", "rule: the rule has COUNT=3,4; it must be a whole number from 1 to 10000"],
    ["FREQ=DAILY;INTERVAL=-1", "rule: the rule has INTERVAL=-1; it must be a whole number from 1 to 1000"],
    ["FREQ=DAILY;COUNT=3;UNTIL=20270101", "rule: the rule has both COUNT and UNTIL; give at most one of them"],
    ["FREQ=DAILY;UNTIL=20270101T090000", "rule: the rule has UNTIL=20270101T090000; it must be a time in UTC such as"],
    ["FREQ=DAILY;UNTIL=20270230", "rule: the rule has UNTIL=20270230; there is no such time"],
    [
      "FREQ=DAILY;UNTIL=20260104",
      "rule: the rule yields nothing: none of its times from 2026-01-05T09:00 on is before",
    ],
    ["FREQ=WEEKLY;BYDAY=MO,XX", "rule: the rule has BYDAY=MO,XX; each value must be a day such as MO"],
    ["FREQ=WEEKLY;BYDAY=1MO", "rule: the rule has BYDAY=1MO; a number before the day needs FREQ=MONTHLY or YEARLY"],
    ["FREQ=WEEKLY;BYMONTHDAY=5", "rule: the rule has BYMONTHDAY with FREQ=WEEKLY; it needs"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "rule: the rule has BYMONTHDAY=32; each value must be 1 to 31, or -1 to -31"],
    ["FREQ=MONTHLY;BYMONTHDAY=0", "rule: the rule has BYMONTHDAY=0; each value must be 1 to 31"],
    ["FREQ=MONTHLY;BYWEEKNO=2", "rule: the rule has BYWEEKNO; that needs FREQ=YEARLY"],
    ["FREQ=YEARLY;BYWEEKNO=2", "rule: the rule has BYWEEKNO without BYDAY; it must name the days of that week"],
    [
      "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=2;BYDAY=MO",
      "rule: the rule has BYWEEKNO and INTERVAL; week numbers must repeat every year",
    ],
    ["FREQ=YEARLY;BYWEEKNO=2;BYDAY=2MO", "rule: the rule has BYWEEKNO and a number before a day in BYDAY; choose one"],
    ["FREQ=DAILY;BYYEARDAY=5", "rule: the rule has BYYEARDAY; that needs FREQ=YEARLY"],
    ["FREQ=DAILY;BYSETPOS=1", "rule: the rule has BYSETPOS alone; it chooses among what another part lists"],
    ["FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15", "rule: the rule has up to 7 starts a day (BYHOUR, BYMINUTE, BYSECOND)"],
    ["FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,10,20,30", "rule: the rule has up to 8 starts a day"],
    [
      "FREQ=WEEKLY;BYDAY=TU",
      "firstStart: the first start is 2026-01-05T09:00, which the rule does not include; the next",
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=29;BYMONTH=2",
      "firstStart: the first start is 2026-01-05T09:00, which the rule does not include",
    ],
    [
      "FREQ=DAILY;BYHOUR=10",
      "firstStart: the first start is 2026-01-05T09:00, which the rule does not include; the next",
    ],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rule: the rule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 yields nothing in"],
    ["FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "rule: the rule FREQ=DAILY;BYDAY=MO;BYSETPOS=2 yields nothing in the 9 years"],
  ])("%s", (rule, expected) => {
    expect(problem({ rule, timeZone: NEW_YORK, firstStart: "2026-01-05T09:00" })).toContain(expected);
  });

  test("a rule all of whose times are left out by the clock", () => {
    const series = { rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", timeZone: NEW_YORK, firstStart: "2026-03-08T02:30" };
    expect(problem(series)).toContain(
      "the clock of America/New_York skips all its times in 9 years; choose another hour",
    );
  });

  test("the first start of a rule that starts later is named", () => {
    const series = { rule: "FREQ=MONTHLY;BYDAY=-1FR", timeZone: NEW_YORK, firstStart: "2026-01-05T09:00" };
    expect(problem(series)).toContain("the next one that it includes is 2026-01-30T09:00");
  });

  test.each(["2026-01-05", "2026-01-05T09:00Z", "2026-02-30T09:00", "2026-01-05T24:00", "tomorrow"])(
    "%s as a first start",
    (firstStart) => {
      expect(problem({ rule: "FREQ=DAILY", timeZone: NEW_YORK, firstStart })).toContain(
        `firstStart: the first start is "${firstStart}"; it must be a local time like 2027-03-14T09:30`,
      );
    },
  );

  test.each(["PST", "Europe/Londres", "+01:00", ""])("%s as a zone", (timeZone) => {
    expect(problem({ rule: "FREQ=DAILY", timeZone, firstStart: "2026-01-05T09:00" })).toContain(
      `timeZone: the zone is "${timeZone}"; it must be an IANA name like Europe/London`,
    );
  });
});
