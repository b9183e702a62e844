import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import ICAL from "ical.js";
import { offsetAt, offsetPeriods } from "../zone.js";
import { DAY, HOUR, YEAR } from "../lengths.js";
import { at } from "./session.testing.js";
import { timeZoneLines } from "./writer-zone.js";

/** A zone's observances in short: name, onset, rule, offset before and after. */
function inShort(timeZone: string, from: number, to = from): string[] {
  const observance = /BEGIN:(\w+)\nDTSTART:(\w+)\n(?:RRULE:FREQ=YEARLY;(.+)\n)?TZOFFSETFROM:(.+)\nTZOFFSETTO:(.+)\n/g;
  const text = timeZoneLines(timeZone, from, to).join("\n");
  return [...text.matchAll(observance)].map(([, ...parts]) => parts.filter(Boolean).join(" "));
}

test.each([
  ["Asia/Tokyo", "2027-03-10T14:00", ["STANDARD 19700101T090000 +0900 +0900"]],
  ["Asia/Kathmandu", "2027-03-10T14:00", ["STANDARD 19700101T054500 +0545 +0545"]],
  [
    "Europe/Berlin",
    "2027-03-10T14:00",
    [
      "STANDARD 20251026T030000 BYMONTH=10;BYDAY=-1SU +0200 +0100",
      "DAYLIGHT 20260329T020000 BYMONTH=3;BYDAY=-1SU +0100 +0200",
    ],
  ],
  // The last summer of the description ends more than a year after the time in question.
  [
    "America/New_York",
    "2026-10-31T14:00",
    [
      "DAYLIGHT 20250309T020000 BYMONTH=3;BYDAY=2SU -0500 -0400",
      "STANDARD 20251102T020000 BYMONTH=11;BYDAY=1SU -0400 -0500",
    ],
  ],
  [
    "Australia/Lord_Howe",
    "2026-10-03T15:00",
    [
      "STANDARD 20250406T020000 BYMONTH=4;BYDAY=1SU +1100 +1030",
      "DAYLIGHT 20251005T020000 BYMONTH=10;BYDAY=1SU +1030 +1100",
    ],
  ],
  // The first Sunday from the second of the month on is no rule that every program reads.
  [
    "America/Santiago",
    "2027-07-01T12:00",
    [
      "STANDARD 20260405T000000 -0300 -0400",
      "DAYLIGHT 20260906T000000 -0400 -0300",
      "STANDARD 20270404T000000 -0300 -0400",
      "DAYLIGHT 20270905T000000 -0400 -0300",
      "STANDARD 20280402T000000 -0300 -0400",
    ],
  ],
])("%s is explained by its rules, or by its changes if they follow none", (timeZone, start, expected) => {
  expect(inShort(timeZone, at(start))).toEqual(expected);
});

test("a zone that puts its clock forward each year has summer time, and no other has", () => {
  const [from, to] = [at("2030-01-01T00:00"), at("2032-01-01T00:00")];
  const wrong = Intl.supportedValuesOf("timeZone").filter((zone) => {
    const offsets = new Set(offsetPeriods(zone, from - YEAR, to + YEAR).map(({ offset }) => offset));
    const names = new Set(inShort(zone, from, to).map((line) => line.split(" ")[0]));
    return names.size !== offsets.size;
  });
  expect(wrong).toEqual([]);
});

describe("whatever the zone and the range,", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const ranges = fc
    .tuple(fc.integer({ min: at("2006-01-01T00:00") / HOUR, max: at("2034-01-01T00:00") / HOUR }), fc.nat(500 * 24))
    .map(([from, hours]) => [from * HOUR, (from + hours) * HOUR] as const);

  test("ical.js reads the zone's offsets in it and in a year around it", () => {
    fc.assert(
      fc.property(zones, ranges, fc.nat(1_000), (zone, [from, to], part) => {
        const lines = ["BEGIN:VCALENDAR", ...timeZoneLines(zone, from, to), "END:VCALENDAR"];
        const component = new ICAL.Component(ICAL.parse(lines.join("\r\n"))).getFirstSubcomponent("vtimezone")!;
        const read = new ICAL.Timezone({ component, tzid: zone });
        const [first, last] = [from - YEAR, to + YEAR];
        const instant = first + Math.round(((last - first) * part) / 1_000);
        const periods = offsetPeriods(zone, first, last);
        const offset = offsetAt(periods, instant);
        // A wall time that is shown once.
        const isNearChange = periods.some(({ start }) => Math.abs(start - instant) < DAY);
        const wall = ICAL.Time.fromJSDate(new Date(instant + offset), true);
        wall.zone = read;
        fc.pre(!isNearChange);
        expect(read.utcOffset(wall) * 1_000).toBe(offset);
      }),
      { numRuns: 300 },
    );
  });
});
