import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readSeries, type Series } from "./series.js";
import { seriesInstances } from "./series-instances.js";
import { splitSeries } from "./series-split.js";
import { seriesStarts } from "./series-starts.js";

const YEAR = 366 * 86_400_000;
const weekly = { rule: "FREQ=WEEKLY;COUNT=4", timeZone: "Europe/London", firstStart: "2026-03-16T09:00" };
/** At nine in London, which is eight in UTC from 29 March on. */
const [first, second, third, fourth] = ["03-16T09", "03-23T09", "03-30T08", "04-06T08"].map((time) =>
  Date.parse(`2026-${time}:00Z`),
) as [number, number, number, number];

describe("an instance of a series", () => {
  const april = [Date.parse("2026-04-01T00:00Z"), Date.parse("2026-05-01T00:00Z")] as const;
  const march = [Date.parse("2026-03-01T00:00Z"), april[0]] as const;

  test("starts when the rule says", () => {
    expect(seriesInstances(weekly, {}, ...march)).toEqual(
      [first, second, third].map((start) => ({ originalStart: start, startsAt: start })),
    );
  });

  test("that is an exception does not take place, and counts", () => {
    expect(seriesInstances(weekly, { exceptions: [second] }, -Infinity, april[1])).toEqual(
      [first, third, fourth].map((start) => ({ originalStart: start, startsAt: start })),
    );
  });

  test("that was moved keeps its original start, and is where it was moved to", () => {
    const moved = new Map([[second, fourth + 1000]]);
    expect(seriesInstances(weekly, { moved }, ...march).map(({ startsAt }) => startsAt)).toEqual([first, third]);
    expect(seriesInstances(weekly, { moved }, ...april)).toEqual([
      { originalStart: fourth, startsAt: fourth },
      { originalStart: second, startsAt: fourth + 1000 },
    ]);
    expect(seriesInstances(weekly, { moved, exceptions: [second] }, ...april)).toHaveLength(1);
  });

  test("can be moved out of the range, and into it from later", () => {
    const moved = new Map([[fourth, first - 1000]]);
    expect(seriesInstances(weekly, { moved }, ...march)[0]).toEqual({ originalStart: fourth, startsAt: first - 1000 });
    expect(seriesInstances(weekly, { moved }, ...april)).toEqual([]);
  });

  test("is none that the rule does not have", () => {
    const moved = new Map([[first + 1000, second + 1000]]);
    expect(seriesInstances(weekly, { moved, exceptions: [first + 1] }, ...march)).toHaveLength(3);
  });
});

describe("this and following", () => {
  test("splits a count in two", () => {
    expect(splitSeries(weekly, third)).toEqual({
      earlier: { ...weekly, rule: "FREQ=WEEKLY;COUNT=2" },
      later: { ...weekly, rule: "FREQ=WEEKLY;COUNT=2", firstStart: "2026-03-30T09:00" },
    });
  });

  test("ends a series without a count one second before", () => {
    expect(splitSeries({ ...weekly, rule: "FREQ=WEEKLY" }, third)).toEqual({
      earlier: { ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260330T075959Z" },
      later: { ...weekly, rule: "FREQ=WEEKLY", firstStart: "2026-03-30T09:00" },
    });
    expect(splitSeries({ ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260501" }, third)).toEqual({
      earlier: { ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260330T075959Z" },
      later: { ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260501", firstStart: "2026-03-30T09:00" },
    });
  });

  test("from the first on is the whole series", () => {
    expect(splitSeries(weekly, first)).toEqual({ earlier: undefined, later: weekly });
  });

  test("cannot be asked of a time that is no start of the series", () => {
    expect(splitSeries(weekly, first + 1000)).toBeUndefined();
    expect(splitSeries(weekly, fourth + 7 * 86_400_000)).toBeUndefined();
  });

  test("leaves each change with the half that has its original start", () => {
    const changes = { exceptions: [second], moved: new Map([[fourth, first + 1000]]) };
    const { earlier, later } = splitSeries(weekly, third)!;
    const ofHalf = (half: Series): number[] =>
      seriesInstances(half, changes, -Infinity, fourth + YEAR).map(({ originalStart }) => originalStart);
    expect([ofHalf(earlier!), ofHalf(later)]).toEqual([[first], [fourth, third]]);
  });

  const days = fc.subarray(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], { minLength: 1 }).map((list) => list.join(","));
  const months = fc.subarray([1, 2, 3, 6, 9, 12], { minLength: 1 }).map((list) => list.join(","));
  const monthDays = fc.subarray([1, 8, 29, 30, 31, -1, -7], { minLength: 1 }).map((list) => list.join(","));
  const places = fc.subarray([1, 2, -1], { minLength: 1 }).map((list) => list.join(","));
  const patterns = fc.oneof(
    fc.constantFrom("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=DAILY;BYHOUR=1,2,9"),
    fc.tuple(days, months).map(([day, month]) => `FREQ=DAILY;BYMONTH=${month};BYDAY=${day}`),
    fc.tuple(days, fc.constantFrom("SU", "MO", "TH")).map(([day, start]) => `FREQ=WEEKLY;BYDAY=${day};WKST=${start}`),
    fc.tuple(days, places).map(([day, place]) => `FREQ=WEEKLY;BYDAY=${day};BYSETPOS=${place}`),
    monthDays.map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
    fc.tuple(days, places).map(([day, place]) => `FREQ=MONTHLY;BYDAY=${day};BYSETPOS=${place}`),
    fc.constantFrom("FREQ=MONTHLY;BYDAY=2TU,-1FR", "FREQ=YEARLY;BYDAY=20MO,-1SU", "FREQ=YEARLY;BYYEARDAY=1,100,-1"),
    fc.tuple(months, monthDays).map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`),
    fc.tuple(months, places).map(([month, place]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=MO,FR;BYSETPOS=${place}`),
    fc
      .tuple(days, fc.constantFrom("SU", "MO"))
      .map(([day, start]) => `FREQ=YEARLY;BYWEEKNO=1,20,53;BYDAY=${day};WKST=${start}`),
  );
  const series = fc
    .record({
      pattern: patterns,
      interval: fc.integer({ min: 1, max: 3 }),
      end: fc.oneof(
        fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
        fc.constantFrom("", ";UNTIL=20271017", ";UNTIL=20280601T120000Z"),
      ),
      timeZone: fc.constantFrom("America/New_York", "Australia/Lord_Howe", "America/Santiago", "Europe/London", "UTC"),
      day: fc.integer({ min: 0, max: 500 }),
      hour: fc.constantFrom("00:00", "01:30", "02:15", "02:30", "09:00"),
      // Which of the pattern's own times the series starts at.
      place: fc.nat(20),
    })
    .map(({ pattern, interval, end, timeZone, day, hour, place }): Series | undefined => {
      const rule = pattern.includes("BYWEEKNO") ? pattern : `${pattern};INTERVAL=${interval}`;
      const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
      const anchor = { rule, timeZone, firstStart: `${date}T${hour}` };
      // In UTC all times exist, so that the first may be one that the zone's clock leaves out.
      const starts = [...seriesStarts({ ...anchor, timeZone: "UTC" }, -Infinity, Date.UTC(2032, 0, 1))];
      const start = starts[place % starts.length];
      if (start === undefined) return undefined;
      return { rule: rule + end, timeZone, firstStart: new Date(start).toISOString().slice(0, 16) };
    });

  test("gives two series that together have the starts there were", () => {
    let tried = 0;
    fc.assert(
      fc.property(series, fc.nat(), (asked, place) => {
        const horizon = Date.UTC(2036, 0, 1);
        let original: Series;
        try {
          original = readSeries(asked!);
        } catch {
          return;
        }
        const starts = [...seriesStarts(original, -Infinity, horizon)];
        const at = starts[place % starts.length]!;
        const { earlier, later } = splitSeries(original, at)!;
        const before = earlier === undefined ? [] : [...seriesStarts(readSeries(earlier), -Infinity, horizon)];
        expect([...before, ...seriesStarts(readSeries(later), -Infinity, horizon)]).toEqual(starts);
        expect(before).toEqual(starts.filter((start) => start < at));
        for (const half of [earlier, later]) expect(half?.rule ?? "").not.toMatch(/COUNT.*UNTIL|UNTIL.*COUNT/);
        tried += 1;
      }),
      { numRuns: 100 },
    );
    expect(tried).toBeGreaterThan(50);
  });
});
