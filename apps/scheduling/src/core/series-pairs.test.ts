import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { pairedStarts } from "./series-pairs.js";
import { seriesStarts } from "./series-starts.js";

const timeZone = "Europe/London";
const END = Date.UTC(2026, 11, 1);

function stretch(rule: string, firstStart: string, most = 12) {
  const starts = [...seriesStarts({ rule, timeZone, firstStart }, -Infinity, END)].slice(0, most);
  return { rule, timeZone, starts };
}

function pairs(before: ReturnType<typeof stretch>, after: ReturnType<typeof stretch>) {
  const shown = (instant: number) => new Date(instant).toISOString().slice(5, 16);
  return [...pairedStarts(before, after)].map(([from, to]) => `${shown(from)} ${shown(to)}`);
}

describe("a series that goes on otherwise", () => {
  test("on another day of the week keeps each week's session, over a change of the clocks", () => {
    expect(pairs(stretch("FREQ=WEEKLY", "2026-03-16T09:00", 3), stretch("FREQ=WEEKLY", "2026-03-17T10:30", 3))).toEqual(
      ["03-16T09:00 03-17T10:30", "03-23T09:00 03-24T10:30", "03-30T08:00 03-31T09:30"],
    );
  });

  test("every other week keeps every other session", () => {
    const before = stretch("FREQ=WEEKLY", "2026-06-01T09:00", 5);
    const after = stretch("FREQ=WEEKLY;INTERVAL=2", "2026-06-01T09:00", 5);
    expect([...pairedStarts(before, after)]).toEqual(
      [0, 2, 4].map((index) => [before.starts[index], before.starts[index]]),
    );
  });

  test("twice a week keeps the week's session as the first of the two", () => {
    expect(
      pairs(stretch("FREQ=WEEKLY", "2026-06-01T09:00", 2), stretch("FREQ=WEEKLY;BYDAY=TU,TH", "2026-06-02T09:00", 4)),
    ).toEqual(["06-01T08:00 06-02T08:00", "06-08T08:00 06-09T08:00"]);
  });

  test("a week later moves every session by a week", () => {
    const before = stretch("FREQ=WEEKLY", "2026-06-01T09:00", 4);
    const after = stretch("FREQ=WEEKLY", "2026-06-08T09:00", 4);
    expect([...pairedStarts(before, after).values()]).toEqual(after.starts);
  });

  test("once a week after once a day keeps that day's", () => {
    expect(pairs(stretch("FREQ=DAILY", "2026-06-01T09:00", 10), stretch("FREQ=WEEKLY", "2026-06-01T11:00", 2))).toEqual(
      ["06-01T08:00 06-01T10:00", "06-08T08:00 06-08T10:00"],
    );
  });

  test("by the month keeps each month's, whatever its day", () => {
    expect(
      pairs(
        stretch("FREQ=MONTHLY;BYDAY=1MO", "2026-06-01T09:00", 3),
        stretch("FREQ=MONTHLY;BYMONTHDAY=15", "2026-06-15T09:00", 3),
      ),
    ).toEqual(["06-01T08:00 06-15T08:00", "07-06T08:00 07-15T08:00", "08-03T08:00 08-15T08:00"]);
  });

  test("keeps nothing where nothing is left", () => {
    expect([
      ...pairedStarts(stretch("FREQ=DAILY", "2026-06-01T09:00"), stretch("FREQ=DAILY", "2026-06-01T09:00", 0)),
    ]).toEqual([]);
  });

  test("has each start at most once on either side, and in order", () => {
    const rules = fc.constantFrom(
      ...["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYHOUR=9,15", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,SU"],
      ...["FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1MO,-1MO", "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=6,7,8"],
    );
    const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-06-${String(date).padStart(2, "0")}T09:00`);
    const stretches = fc.tuple(rules, day, fc.integer({ min: 0, max: 30 })).map((asked) => stretch(...asked));
    fc.assert(
      fc.property(stretches, stretches, (before, after) => {
        const found = [...pairedStarts(before, after)];
        const [from, to] = [found.map(([start]) => start), found.map(([, start]) => start)];
        for (const [side, starts] of [
          [from, before.starts],
          [to, after.starts],
        ] as const) {
          expect(side).toEqual([...new Set(side)].sort((a, b) => a - b));
          expect(starts).toEqual(expect.arrayContaining(side));
        }
      }),
      { numRuns: 200 },
    );
    const own = fc.sample(stretches, 20).map((one) => [one.starts, [...pairedStarts(one, one).values()]]);
    for (const [starts, same] of own) expect(same).toEqual(starts);
  });
});
