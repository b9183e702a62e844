import { describe, expect, test } from "@jest/globals";
import type { Interval } from "./interval.js";
import { localDayAt, isoDate } from "./local-day.js";
import { clockOf, type Travel } from "./travel.js";
import { openIntervals } from "./windows.js";

const DAY = 86_400_000;
const text = (intervals: readonly Interval[]): string[] =>
  intervals.map((interval) => interval.map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`).join("/"));
const to = (timeZone: string, firstDate: string, lastDate: string): Travel => ({ timeZone, firstDate, lastDate });

const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1020 }));

/** The daily windows 09:00-17:00 of somebody at home, around the dates of a journey. */
function hours(timeZone: string, travel: readonly Travel[], from: string, days: number): string[] {
  const start = Date.parse(`${from}T00:00Z`);
  return text(openIntervals({ windows: weekly, timeZone, travel }, start, start + days * DAY));
}

describe("on a journey", () => {
  test("the hours are told in the zone there, from its first date to its last", () => {
    expect(hours("America/New_York", [to("Europe/London", "2026-01-06", "2026-01-07")], "2026-01-05", 4)).toEqual([
      "2026-01-05T14:00Z/2026-01-05T22:00Z",
      "2026-01-06T09:00Z/2026-01-06T17:00Z",
      "2026-01-07T09:00Z/2026-01-07T17:00Z",
      "2026-01-08T14:00Z/2026-01-08T22:00Z",
    ]);
  });

  test("windows that overlap once the zone has changed are one", () => {
    // 09:00-17:00 in Tokyo is 00:00Z-08:00Z, and 19:00-03:00 of the evening before, in New York, is the same time.
    const windows = [
      { weekday: 1, startMinute: 1140, endMinute: 240 },
      { weekday: 2, startMinute: 540, endMinute: 1020 },
    ];
    const travel = [to("Asia/Tokyo", "2026-01-06", "2026-01-09")];
    const from = Date.parse("2026-01-05T12:00Z");
    expect(text(openIntervals({ windows, timeZone: "America/New_York", travel }, from, from + 2 * DAY))).toEqual([
      "2026-01-06T00:00Z/2026-01-06T09:00Z",
    ]);
  });

  test("an override is of the date there", () => {
    const overrides = new Map([["2026-01-06", [{ startMinute: 600, endMinute: 660 }]]]);
    const travel = [to("Asia/Tokyo", "2026-01-06", "2026-01-06")];
    const from = Date.parse("2026-01-05T20:00Z");
    const day = { windows: weekly, timeZone: "Europe/London", travel, overrides };
    expect(text(openIntervals(day, from, from + 12 * 3_600_000))).toEqual(["2026-01-06T01:00Z/2026-01-06T02:00Z"]);
  });

  test("the clock changes when the zone there does", () => {
    expect(hours("Asia/Kolkata", [to("America/New_York", "2026-03-07", "2026-03-08")], "2026-03-07", 3)).toEqual([
      "2026-03-07T14:00Z/2026-03-07T22:00Z",
      "2026-03-08T13:00Z/2026-03-08T21:00Z",
      "2026-03-09T03:30Z/2026-03-09T11:30Z",
    ]);
  });

  test("within another one, the one that began later holds", () => {
    const travel = [to("Asia/Tokyo", "2026-01-06", "2026-01-06"), to("Europe/London", "2026-01-05", "2026-01-07")];
    expect(hours("America/New_York", travel, "2026-01-05", 4)).toEqual([
      "2026-01-05T09:00Z/2026-01-05T17:00Z",
      "2026-01-06T00:00Z/2026-01-06T08:00Z",
      "2026-01-07T09:00Z/2026-01-07T17:00Z",
      "2026-01-08T14:00Z/2026-01-08T22:00Z",
    ]);
  });

  test.each([
    ["nowhere", to("Europe/Londres", "2026-01-05", "2026-01-06"), /londres/i],
    ["on no date", to("Europe/London", "2026-02-30", "2026-03-06"), /2026-02-30/],
    ["at a time", to("Europe/London", "2026-01-05T10:00", "2026-01-06"), /2027-03-17/],
  ])("%s is refused by name", (_, journey, says) => {
    expect(() => hours("UTC", [journey], "2026-01-05", 1)).toThrow(says);
  });
});

describe("the clock somebody goes by", () => {
  /** At which instants the date or the offset changes, hour by hour. */
  function dates(timeZone: string, travel: readonly Travel[], from: string, hours: number): Record<string, number> {
    const start = Date.parse(`${from}Z`);
    const clock = clockOf({ timeZone, travel }, start, start + hours * 3_600_000);
    const lengths: Record<string, number> = {};
    for (let hour = 0; hour < hours; hour += 1) {
      const date = isoDate(localDayAt(clock, start + hour * 3_600_000));
      lengths[date] = (lengths[date] ?? 0) + 1;
    }
    return lengths;
  }

  test.each([
    // From midnight in New York, 05:00Z, until it is midnight in Tokyo; back on the day on which it is midnight there.
    [
      "eastwards",
      "America/New_York",
      [to("Asia/Tokyo", "2026-01-06", "2026-01-06")],
      "2026-01-05T05:00",
      72,
      { "2026-01-05": 10, "2026-01-06": 38, "2026-01-07": 24 },
    ],
    [
      "westwards",
      "Asia/Tokyo",
      [to("America/New_York", "2026-01-06", "2026-01-06")],
      "2026-01-04T15:00",
      72,
      { "2026-01-05": 24, "2026-01-06": 38, "2026-01-07": 10 },
    ],
    [
      "from one journey into the next",
      "Europe/London",
      [to("Asia/Tokyo", "2026-01-06", "2026-01-06"), to("America/New_York", "2026-01-07", "2026-01-07")],
      "2026-01-05T00:00",
      96,
      { "2026-01-05": 15, "2026-01-06": 24, "2026-01-07": 14 + 24, "2026-01-08": 19 },
    ],
    [
      "nowhere, over a day that is left out",
      "Pacific/Apia",
      [],
      "2011-12-29T10:00",
      48,
      { "2011-12-29": 24, "2011-12-31": 24 },
    ],
  ])("%s", (_, home, travel, from, hours, expected) => {
    expect(dates(home, travel, from, hours)).toEqual(expected);
  });

  test("is the same from wherever it is asked about", () => {
    const travel = [
      to("Pacific/Pago_Pago", "2026-01-06", "2026-01-06"),
      // Midnight of the 7th is here before that of the 6th was there.
      to("Pacific/Kiritimati", "2026-01-07", "2026-01-07"),
      to("Asia/Tokyo", "2026-01-09", "2026-01-12"),
    ];
    const start = Date.parse("2026-01-01T00:00Z");
    const whole = clockOf({ timeZone: "Pacific/Honolulu", travel }, start, start + 20 * DAY);
    expect(whole.every(({ start, end }, i) => start < end && (i === 0 || whole[i - 1]!.end === start))).toBe(true);
    for (let day = 0; day < 20; day += 0.25) {
      const at = start + day * DAY;
      const part = clockOf({ timeZone: "Pacific/Honolulu", travel }, at, at + DAY / 4);
      for (let minute = 0; minute < 360; minute += 15) {
        expect(localDayAt(part, at + minute * 60_000)).toBe(localDayAt(whole, at + minute * 60_000));
      }
    }
  });
});
