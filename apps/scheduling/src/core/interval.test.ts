import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { follow, intersect, isOpen, merge, subtract, type Interval } from "./interval.js";

const LENGTH = 40;
const some = fc.array(
  fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([start, end]): Interval => [start, end]),
  { maxLength: 8 },
);

/** The same, minute by minute. */
function covered(intervals: readonly Interval[]): boolean[] {
  return Array.from({ length: LENGTH }, (_, at) => intervals.some(([start, end]) => start <= at && at < end));
}

function expectMerged(intervals: readonly Interval[]): void {
  for (const [i, [start, end]] of intervals.entries()) {
    expect(start).toBeLessThan(end);
    if (i > 0) expect(intervals[i - 1]![1]).toBeLessThan(start);
  }
}

describe("intervals", () => {
  test("that touch or overlap are one, and empty ones are none", () => {
    expect(
      merge([
        [5, 7],
        [1, 3],
        [3, 4],
        [6, 9],
        [10, 10],
        [12, 11],
      ]),
    ).toEqual([
      [1, 4],
      [5, 9],
    ]);
  });

  test("merged cover what they covered, and stay as they were given", () => {
    fc.assert(
      fc.property(some, (intervals) => {
        const given = structuredClone(intervals);
        const merged = merge(intervals);
        expectMerged(merged);
        expect(covered(merged)).toEqual(covered(intervals));
        expect(intervals).toEqual(given);
      }),
    );
  });

  test("less others are what the others leave", () => {
    fc.assert(
      fc.property(some.map(merge), some.map(merge), (from, taken) => {
        const left = subtract(from, taken);
        expectMerged(left);
        const away = covered(taken);
        expect(covered(left)).toEqual(covered(from).map((is, at) => is && !away[at]));
      }),
    );
  });

  test("of two have in common what is in both", () => {
    fc.assert(
      fc.property(some.map(merge), some.map(merge), (a, b) => {
        const common = intersect(a, b);
        expectMerged(common);
        const other = covered(b);
        expect(covered(common)).toEqual(covered(a).map((is, at) => is && other[at]!));
      }),
    );
  });

  test("are open for a time that lies wholly inside one", () => {
    fc.assert(
      fc.property(some.map(merge), fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 10 }), (open, start, length) => {
        const end = Math.min(LENGTH, start + length);
        expect(isOpen(open, start, end)).toBe(covered(open).slice(start, end).every(Boolean));
      }),
    );
  });
});

test("questions in order of their start are answered as alone", () => {
  const questions = fc.array(fc.tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 10 })), { maxLength: 12 });
  fc.assert(
    fc.property(some.map(merge), questions, (open, asked) => {
      const holds = follow(open);
      for (const [start, length] of asked.sort((a, b) => a[0] - b[0])) {
        const found = holds(start, start + length);
        expect(found !== undefined).toBe(isOpen(open, start, start + length));
        if (found)
          expect(intersect(open, [[start, start + length]])).toEqual(intersect([found], [[start, start + length]]));
      }
    }),
  );
});
