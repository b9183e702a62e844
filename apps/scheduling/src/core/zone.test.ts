import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { endInstant, offsetAt, offsetPeriods, roundUpOnWall, startInstant } from "./zone.js";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The zones that change in every way there is, and a few years around their changes. */
const zones = fc.constantFrom(
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Asia/Kolkata",
  "Europe/London",
  "UTC",
);
const instants = fc
  .integer({ min: Date.UTC(2011, 0, 1) / MINUTE, max: Date.UTC(2029, 0, 1) / MINUTE })
  .map((at) => at * MINUTE);

function wallAt(zone: string, instant: number): number {
  return instant + Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

describe("a time zone", () => {
  test.each([
    "UTC",
    "Etc/UTC",
    "Europe/London",
    "Asia/Kolkata",
    "Asia/Calcutta",
    "America/Argentina/Buenos_Aires",
    "America/Port-au-Prince",
    "Africa/Dar_es_Salaam",
    "Etc/GMT+5",
    "Europe/Kyiv",
    "Pacific/Apia",
    "US/Eastern",
  ])("%s is one", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each([
    "",
    " ",
    "Z",
    "+05:00",
    "-0500",
    "UTC+5",
    "Europe/Londres",
    "europe/london",
    "EUROPE/LONDON",
    "Europe/London ",
    "PST",
    "IST",
    "Eastern Standard Time",
    "2027-01-01T00:00Z[UTC]",
    "Etc/Unknown",
    "__proto__",
  ])('"%s" is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  test("that is not known is refused by name", () => {
    expect(() => offsetPeriods("Europe/Londres", 0, DAY)).toThrow(RangeError);
  });

  test("has the offset that Temporal says, at every instant of the range", () => {
    fc.assert(
      fc.property(
        zones,
        instants,
        fc.integer({ min: 0, max: 400 * 1440 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (zone, from, length, parts) => {
          const periods = offsetPeriods(zone, from, from + length * MINUTE);
          for (const part of [0, 1, ...parts]) {
            const at = from + Math.round(part * length) * MINUTE;
            expect(at + offsetAt(periods, at)).toBe(wallAt(zone, at));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Every minute of the days around, in order, whose wall time is the one sought or, first, past it. */
function slowInstants(zone: string, wall: number): { exact: number[]; change: number } {
  const exact: number[] = [];
  let change = NaN;
  for (let at = wall - 1.5 * DAY; at <= wall + 1.5 * DAY; at += MINUTE) {
    const shown = wallAt(zone, at);
    if (shown === wall) exact.push(at);
    if (Number.isNaN(change) && shown > wall) change = at;
  }
  return { exact, change };
}

/** Wall times within three hours of a change, where they are hard. */
const hardWalls = fc.tuple(zones, instants, fc.integer({ min: -180, max: 180 })).map(([zone, from, minutes]) => {
  const next = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).getTimeZoneTransition("next");
  const change = next !== null && next.epochMilliseconds < Date.UTC(2035, 0, 1) ? next.epochMilliseconds : from;
  return { zone, wall: wallAt(zone, change) + minutes * MINUTE };
});

describe("a boundary of a window", () => {
  test("is where a clock watched minute by minute would put it", () => {
    fc.assert(
      fc.property(hardWalls, ({ zone, wall }) => {
        const periods = offsetPeriods(zone, wall - DAY, wall + DAY);
        const { exact, change } = slowInstants(zone, wall);
        expect(startInstant(periods, wall)).toBe(exact[0] ?? change);
        expect(endInstant(periods, wall)).toBe(exact.at(-1) ?? change);
      }),
      { numRuns: 60 },
    );
  });
});

describe("rounding up on the wall clock", () => {
  test.each([
    ["Asia/Kolkata", "2026-01-05T04:00Z", 60, "2026-01-05T04:30Z"],
    ["Asia/Kolkata", "2026-01-05T04:00Z", 30, "2026-01-05T04:00Z"],
    ["Asia/Kathmandu", "2026-01-05T04:01Z", 30, "2026-01-05T04:15Z"],
    // The clock jumps from 02:00 to 02:30, so that the next full hour is 03:00.
    ["Australia/Lord_Howe", "2026-10-03T15:10Z", 60, "2026-10-03T16:00Z"],
    ["Australia/Lord_Howe", "2026-10-03T15:10Z", 30, "2026-10-03T15:30Z"],
  ])("in %s from %s to %i minutes is %s", (zone, from, unit, expected) => {
    const at = Date.parse(from);
    expect(new Date(roundUpOnWall(offsetPeriods(zone, at, at), at, unit * MINUTE))).toEqual(new Date(expected));
  });

  test("gives the first minute that shows a multiple", () => {
    fc.assert(
      fc.property(hardWalls, fc.constantFrom(60, 30, 20, 15, 10, 5, 1), ({ zone, wall }, unit) => {
        const from = wall - 2 * 3_600_000;
        let expected = from;
        while (wallAt(zone, expected) % (unit * MINUTE) !== 0) expected += MINUTE;
        expect(roundUpOnWall(offsetPeriods(zone, from, from), from, unit * MINUTE)).toBe(expected);
      }),
    );
  });
});
