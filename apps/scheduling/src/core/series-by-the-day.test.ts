import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { seriesStarts, type Series } from "./series.js";

describe("whatever the zone and the hour,", () => {
  const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
  const zones = fc.constantFrom(
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Pacific/Apia",
    "Asia/Kolkata",
    "Europe/London",
  );
  // 2011, for Apia's sake, to 2027; quarters of an hour, most of them where clocks change.
  const walls = fc
    .record({
      day: fc.integer({ min: 0, max: 6_000 }),
      quarter: fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 95 })),
    })
    .map(({ day, quarter }) =>
      Temporal.PlainDateTime.from("2011-06-01T00:00").add({ days: day, minutes: 15 * quarter }),
    );

  /** Day by day, asking Temporal of each whether it exists: slow, and plainly what was agreed. */
  function reference(
    first: Temporal.PlainDateTime,
    timeZone: string,
    isOn: (day: Temporal.PlainDateTime) => boolean,
    count: number,
    last: Temporal.PlainDateTime,
  ): number[] {
    const found: number[] = [];
    for (let wall = first; found.length < count; wall = wall.add({ days: 1 })) {
      if (Temporal.PlainDateTime.compare(wall, last) > 0) break;
      if (!isOn(wall)) continue;
      const zoned = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
      if (zoned.toPlainDateTime().equals(wall)) found.push(zoned.epochMilliseconds);
    }
    return found;
  }

  const end = fc.oneof(
    fc.record({ kind: fc.constant("COUNT" as const), number: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ kind: fc.constant("UNTIL" as const), number: fc.integer({ min: 1, max: 600 }) }),
    fc.record({ kind: fc.constant("NEVER" as const), number: fc.constant(0) }),
  );

  test("a daily or weekly series is what counting the days gives", () => {
    fc.assert(
      fc.property(
        walls,
        zones,
        end,
        fc.integer({ min: 1, max: 5 }),
        fc.option(fc.subarray(WEEKDAYS, { minLength: 1 }), { nil: undefined }),
        fc.constantFrom(...WEEKDAYS),
        fc.boolean(),
        (first, timeZone, { kind, number }, interval, chosen, weekStart, daily) => {
          const own = WEEKDAYS[first.dayOfWeek - 1]!;
          const weekdays = daily && chosen === undefined ? WEEKDAYS : [...new Set([own, ...(chosen ?? [])])];
          const dayOf = (wall: Temporal.PlainDateTime): number =>
            first.toPlainDate().until(wall.toPlainDate(), { largestUnit: "day" }).days;
          const fromWeekStart = (first.dayOfWeek - 1 - WEEKDAYS.indexOf(weekStart) + 7) % 7;
          const isOn = (wall: Temporal.PlainDateTime): boolean =>
            weekdays.includes(WEEKDAYS[wall.dayOfWeek - 1]!) &&
            (daily ? dayOf(wall) : Math.floor((dayOf(wall) + fromWeekStart) / 7)) % interval === 0;

          const until = first.add({ days: number }).toPlainDate();
          const horizon = first.add({ days: 500 });
          const parts = [
            `FREQ=${daily ? "DAILY" : "WEEKLY"}`,
            `INTERVAL=${interval}`,
            `WKST=${weekStart}`,
            ...(daily && chosen === undefined ? [] : [`BYDAY=${weekdays.join(",")}`]),
            ...(kind === "COUNT" ? [`COUNT=${number}`] : []),
            ...(kind === "UNTIL" ? [`UNTIL=${until.toString().replaceAll("-", "")}`] : []),
          ];
          const last = kind === "UNTIL" ? until.toPlainDateTime("23:59") : horizon;
          const earlier = Temporal.PlainDateTime.compare(last, horizon) < 0 ? last : horizon;
          const expected = reference(first, timeZone, isOn, kind === "COUNT" ? number : Infinity, earlier);
          const to = horizon.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds + 1;

          const series: Series = { rule: parts.join(";"), timeZone, firstStart: first.toString() };
          expect([...seriesStarts(series, -Infinity, to)]).toEqual(expected);
          const middle = expected[Math.floor(expected.length / 2)] ?? to;
          expect([...seriesStarts(series, middle, to)]).toEqual(expected.filter((start) => start >= middle));
        },
      ),
      { numRuns: 100 },
    );
  });
});
