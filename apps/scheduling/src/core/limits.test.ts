import { describe, expect, test } from "@jest/globals";
import type { Interval } from "./interval.js";
import { fullTimes, type SessionLimit } from "./limits.js";

const DAY = 86_400_000;
const text = (intervals: readonly Interval[]): string[] =>
  intervals.map((interval) => interval.map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`).join("/"));
const limit = (per: "DAY" | "WEEK", most: number, ...starts: string[]): SessionLimit => ({
  per,
  most,
  starts: starts.map((start) => Date.parse(`${start}Z`)),
});

/** What is full on the days after 2026-01-05 (a Monday), or another date. */
function full(timeZone: string, limits: readonly SessionLimit[], date = "2026-01-05", days = 3): string[] {
  const from = Date.parse(`${date}T12:00Z`);
  return text(fullTimes({ timeZone }, limits, from, from + days * DAY));
}

describe("a day", () => {
  test("is full with as many sessions as it may have, by the coach's clock", () => {
    // 03:00Z on the 7th is the evening of the 6th in New York.
    const limits = [limit("DAY", 2, "2026-01-06T15:00", "2026-01-07T03:00", "2026-01-07T15:00")];
    expect(full("America/New_York", limits)).toEqual(["2026-01-06T05:00Z/2026-01-07T05:00Z"]);
  });

  test("is not full with fewer, and none may have any at a limit of 0", () => {
    expect(full("UTC", [limit("DAY", 2, "2026-01-06T15:00")])).toEqual([]);
    expect(full("UTC", [limit("DAY", 0)])).toEqual(["2026-01-05T00:00Z/2026-01-09T00:00Z"]);
  });

  test.each([
    // The clock goes from 24:00 back to 23:00 on the 4th, and from 24:00 on to 01:00 on the 5th.
    ["25 hours in Santiago", "America/Santiago", "2026-04-04T15:00", "2026-04-04T03:00Z/2026-04-05T04:00Z"],
    ["23 hours in Santiago", "America/Santiago", "2026-09-06T15:00", "2026-09-06T04:00Z/2026-09-07T03:00Z"],
    ["25 hours in Cairo", "Africa/Cairo", "2026-10-29T15:00", "2026-10-28T21:00Z/2026-10-29T22:00Z"],
    ["23 hours in Cairo", "Africa/Cairo", "2026-04-24T15:00", "2026-04-23T22:00Z/2026-04-24T21:00Z"],
    ["24.5 hours on Lord Howe", "Australia/Lord_Howe", "2026-04-05T00:00", "2026-04-04T13:00Z/2026-04-05T13:30Z"],
    ["23.5 hours on Lord Howe", "Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-03T13:30Z/2026-10-04T13:00Z"],
    [
      "the one before the missing one in Apia",
      "Pacific/Apia",
      "2011-12-30T09:00",
      "2011-12-29T10:00Z/2011-12-30T10:00Z",
    ],
    [
      "the one after the missing one in Apia",
      "Pacific/Apia",
      "2011-12-30T10:00",
      "2011-12-30T10:00Z/2011-12-31T10:00Z",
    ],
  ])("may have %s", (_, timeZone, start, expected) => {
    const from = Date.parse(`${start}Z`);
    expect(text(fullTimes({ timeZone }, [limit("DAY", 1, start)], from, from + 1))).toEqual([expected]);
  });

  test("of a journey is one there", () => {
    const travel = [{ timeZone: "Asia/Tokyo", firstDate: "2026-01-06", lastDate: "2026-01-06" }];
    const from = Date.parse("2026-01-05T12:00Z");
    // Midnight in Tokyo is at 15:00Z; on the way back it is the 6th in New York once more, until 05:00Z.
    const limits = [limit("DAY", 2, "2026-01-05T16:00", "2026-01-07T04:59"), limit("DAY", 1, "2026-01-07T05:00")];
    expect(text(fullTimes({ timeZone: "America/New_York", travel }, limits, from, from + 3 * DAY))).toEqual([
      "2026-01-05T15:00Z/2026-01-08T05:00Z",
    ]);
  });
});

describe("a week", () => {
  test("is from Monday to Sunday by the coach's clock, also over the turn of the year", () => {
    // In Kolkata, Monday the 29th of December begins at 18:30Z on the 28th.
    const limits = [limit("WEEK", 2, "2025-12-28T18:30", "2026-01-04T18:29", "2026-01-04T18:30")];
    expect(full("Asia/Kolkata", limits, "2025-12-31", 6)).toEqual(["2025-12-28T18:30Z/2026-01-04T18:30Z"]);
  });

  test("in which the clock changes is whole", () => {
    expect(full("America/New_York", [limit("WEEK", 1, "2026-03-09T03:59")], "2026-03-04", 9)).toEqual([
      "2026-03-02T05:00Z/2026-03-09T04:00Z",
    ]);
  });
});

test("several limits hold at once", () => {
  const limits = [limit("DAY", 1, "2026-01-06T15:00"), limit("DAY", 1, "2026-01-08T15:00"), limit("DAY", 9)];
  expect(full("UTC", limits)).toEqual(["2026-01-06T00:00Z/2026-01-07T00:00Z", "2026-01-08T00:00Z/2026-01-09T00:00Z"]);
});

test.each([-1, 1.5, NaN])("a limit of %p is refused", (most) => {
  expect(() => full("UTC", [limit("DAY", most)])).toThrow(RangeError);
});
