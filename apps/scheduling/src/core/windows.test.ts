import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { merge, type Interval } from "./interval.js";
import { openIntervals, type WeeklyWindow } from "./windows.js";

const MINUTE = 60_000;
const DAY = 86_400_000;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const text = (intervals: readonly Interval[]): string[] =>
  intervals.map(
    ([start, end]) => `${new Date(start).toISOString().slice(0, 16)}Z-${new Date(end).toISOString().slice(0, 16)}Z`,
  );

/** "00:30-03:00" on the weekday of a date alone, as it is open within two days of that date. */
function openOn(timeZone: string, date: string, window: string): string[] {
  const [start, end] = window.split("-");
  const { dayOfWeek } = Temporal.PlainDate.from(date);
  const noon = Date.parse(`${date}T12:00Z`);
  const weekly = [{ weekday: dayOfWeek, startMinute: minuteOf(start!), endMinute: minuteOf(end!) }];
  return text(openIntervals({ windows: weekly, timeZone }, noon - 2 * DAY, noon + 2 * DAY));
}

describe("a weekly window", () => {
  test.each([
    [
      "is 210 minutes when the clock goes back in it",
      "America/New_York",
      "2026-11-01",
      "00:30-03:00",
      ["2026-11-01T04:30Z-2026-11-01T08:00Z"],
    ],
    [
      "starts at the first of two",
      "America/New_York",
      "2026-11-01",
      "01:30-03:00",
      ["2026-11-01T05:30Z-2026-11-01T08:00Z"],
    ],
    [
      "ends at the last of two",
      "America/New_York",
      "2026-11-01",
      "00:00-01:30",
      ["2026-11-01T04:00Z-2026-11-01T06:30Z"],
    ],
    ["is none inside a gap", "America/New_York", "2026-03-08", "02:00-02:30", []],
    ["is none if it is the gap", "America/New_York", "2026-03-08", "02:00-03:00", []],
    ["is shorter over a gap", "America/New_York", "2026-03-08", "01:30-04:00", ["2026-03-08T06:30Z-2026-03-08T08:00Z"]],
    [
      "starts at the change if its start is in the gap",
      "America/New_York",
      "2026-03-08",
      "02:30-04:00",
      ["2026-03-08T07:00Z-2026-03-08T08:00Z"],
    ],
    [
      "ends at the change if its end is in the gap",
      "America/New_York",
      "2026-03-08",
      "01:00-02:30",
      ["2026-03-08T06:00Z-2026-03-08T07:00Z"],
    ],
    [
      "loses half an hour on Lord Howe",
      "Australia/Lord_Howe",
      "2026-10-04",
      "01:30-03:00",
      ["2026-10-03T15:00Z-2026-10-03T16:00Z"],
    ],
    ["is none in the half hour that Lord Howe leaves out", "Australia/Lord_Howe", "2026-10-04", "02:00-02:30", []],
    [
      "gains half an hour on Lord Howe",
      "Australia/Lord_Howe",
      "2026-04-05",
      "01:30-02:30",
      ["2026-04-04T14:30Z-2026-04-04T16:00Z"],
    ],
    [
      "starts an hour into a day without midnight in Santiago",
      "America/Santiago",
      "2026-09-06",
      "00:00-02:00",
      ["2026-09-06T04:00Z-2026-09-06T05:00Z"],
    ],
    [
      "ends before a midnight that Santiago leaves out",
      "America/Santiago",
      "2026-09-05",
      "22:00-24:00",
      ["2026-09-06T02:00Z-2026-09-06T04:00Z"],
    ],
    [
      "has the last hour of the day twice in Santiago",
      "America/Santiago",
      "2026-04-04",
      "22:00-24:00",
      ["2026-04-05T01:00Z-2026-04-05T04:00Z"],
    ],
    [
      "starts an hour into a day without midnight in Cairo",
      "Africa/Cairo",
      "2026-04-24",
      "00:00-02:00",
      ["2026-04-23T22:00Z-2026-04-23T23:00Z"],
    ],
    [
      "has the last hour of the day twice in Cairo",
      "Africa/Cairo",
      "2026-10-29",
      "22:00-24:00",
      ["2026-10-29T19:00Z-2026-10-29T22:00Z"],
    ],
    ["is none on a day that Apia did not have", "Pacific/Apia", "2011-12-30", "09:00-17:00", []],
    [
      "ends with the day before it",
      "Pacific/Apia",
      "2011-12-29",
      "22:00-02:00",
      ["2011-12-30T08:00Z-2011-12-30T10:00Z"],
    ],
    ["crosses midnight", "Asia/Kolkata", "2026-01-05", "22:00-02:00", ["2026-01-05T16:30Z-2026-01-05T20:30Z"]],
    [
      "that ends at 0 ends at midnight",
      "Asia/Kolkata",
      "2026-01-05",
      "22:00-00:00",
      ["2026-01-05T16:30Z-2026-01-05T18:30Z"],
    ],
    ["from 9 to 9 is a day long", "Asia/Kolkata", "2026-01-05", "09:00-09:00", ["2026-01-05T03:30Z-2026-01-06T03:30Z"]],
  ])("%s: %s %s %s", (_, timeZone, date, window, expected) => {
    expect(openOn(timeZone, date, window)).toEqual(expected);
  });

  test("is one with those it touches, also outside of the range asked for", () => {
    const weekly = [
      { weekday: 1, startMinute: 540, endMinute: 720 },
      { weekday: 1, startMinute: 720, endMinute: 1020 },
      { weekday: 1, startMinute: 1320, endMinute: 60 },
      { weekday: 2, startMinute: 60, endMinute: 120 },
    ];
    const hours = { windows: weekly, timeZone: "UTC" };
    const monday = Date.parse("2026-01-05T14:00Z");
    expect(text(openIntervals(hours, monday, monday + 1))).toEqual(["2026-01-05T09:00Z-2026-01-05T17:00Z"]);
    expect(text(openIntervals(hours, monday + 11 * 60 * MINUTE, monday + DAY))).toEqual([
      "2026-01-05T22:00Z-2026-01-06T02:00Z",
    ]);
  });

  test("gives way to an override of its date, and a day off is off", () => {
    const weekly = [1, 2, 3].map((weekday) => ({ weekday, startMinute: 540, endMinute: 600 }));
    const overrides = new Map([
      ["2026-01-05", []],
      ["2026-01-06", [{ startMinute: 0, endMinute: 60 }]],
    ]);
    const from = Date.parse("2026-01-05T00:00Z");
    expect(text(openIntervals({ windows: weekly, timeZone: "UTC", overrides }, from, from + 3 * DAY))).toEqual([
      "2026-01-06T00:00Z-2026-01-06T01:00Z",
      "2026-01-07T09:00Z-2026-01-07T10:00Z",
    ]);
  });

  test.each([
    { weekday: 0 },
    { weekday: 8 },
    { startMinute: 1440 },
    { startMinute: 1.5 },
    { endMinute: 1441 },
    { endMinute: -1 },
  ])("is refused by name with %j", (wrong) => {
    expect(() =>
      openIntervals({ windows: [{ weekday: 1, startMinute: 0, endMinute: 60, ...wrong }], timeZone: "UTC" }, 0, DAY),
    ).toThrow(/Weekly window/);
  });
});

const window = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  startMinute: fc.nat(1439),
  endMinute: fc.nat(1440),
});

/** A clock watched minute by minute; right for all windows whose boundaries are neither skipped nor shown twice. */
function slow(weekly: readonly WeeklyWindow[], timeZone: string, from: number, to: number): Interval[] {
  const open: Interval[] = [];
  for (let at = from; at < to; at += MINUTE) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
    const minute = local.hour * 60 + local.minute;
    const yesterday = local.dayOfWeek === 1 ? 7 : local.dayOfWeek - 1;
    const isOpen = weekly.some(({ weekday, startMinute, endMinute }) =>
      endMinute > startMinute
        ? weekday === local.dayOfWeek && startMinute <= minute && minute < endMinute
        : (weekday === local.dayOfWeek && startMinute <= minute) || (weekday === yesterday && minute < endMinute),
    );
    if (isOpen) open.push([at, at + MINUTE]);
  }
  return merge(open);
}

test("weekly windows are open when a clock on the wall says so", () => {
  const days = fc.constantFrom("2026-03-03", "2026-06-15", "2026-12-30");
  fc.assert(
    fc.property(
      fc.array(window, { maxLength: 5 }),
      fc.constantFrom("Asia/Kolkata", "Asia/Tokyo", "America/New_York", "Pacific/Apia"),
      days,
      (weekly, zone, day) => {
        const from = Date.parse(`${day}T00:00Z`);
        const to = from + 2 * DAY;
        const cut = openIntervals({ windows: weekly, timeZone: zone }, from, to).map(([start, end]): Interval => [
          Math.max(start, from),
          Math.min(end, to),
        ]);
        expect(text(cut)).toEqual(text(slow(weekly, zone, from, to)));
      },
    ),
    { numRuns: 40 },
  );
});
