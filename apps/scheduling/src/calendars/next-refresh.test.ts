import { expect, test } from "@jest/globals";
import { newId } from "@coachwork/platform";
import fc from "fast-check";
import { nextRefresh } from "./next-refresh.js";

const MINUTE = 60_000;
const DAY = 86_400_000;
const every = 30 * MINUTE;
/** The share of the first is 0, that of the second almost 1. */
const [first, last] = ["01a2077b-4834-7173-a840-fc6000000000", "01a2077b-4834-7173-a840-fc60ffffffff"] as const;

test("A calendar that can be read is read as often as is set", () => {
  expect(nextRefresh(first, 1_000, { every })).toBe(1_000 + every);
});

test("One that keeps failing is tried at twice the distance each time, and once a day in the end", () => {
  const failingSince = 0;
  const waits: number[] = [];
  for (let now = 0; waits.length < 9;) {
    const next = nextRefresh(first, now, { every, failingSince });
    waits.push((next - now) / MINUTE);
    now = next;
  }
  expect(waits).toEqual([30, 30, 60, 120, 240, 480, 960, 1440, 1440]);
});

test("Calendars that came at once go apart, by a tenth at most", () => {
  expect(nextRefresh(last, 0, { every })).toBeCloseTo(1.1 * every, -1);
  const ids = Array.from({ length: 50 }, newId);
  expect(new Set(ids.map((id) => nextRefresh(id, 0, { every }))).size).toBeGreaterThan(45);
});

test("The next time is always ahead, never sooner than is set nor later than a day and a tenth", () => {
  fc.assert(
    fc.property(
      fc.uuid({ version: 7 }),
      fc.nat(),
      fc.option(fc.nat()),
      fc.integer({ min: 1_000, max: DAY }),
      (id, ago, failing, often) => {
        const now = 2 ** 40 + ago;
        const wait =
          nextRefresh(id, now, { every: often, ...(failing !== null && { failingSince: now - failing }) }) - now;
        expect(wait).toBeGreaterThanOrEqual(often);
        expect(wait).toBeLessThanOrEqual(Math.ceil(1.1 * DAY));
      },
    ),
  );
});
