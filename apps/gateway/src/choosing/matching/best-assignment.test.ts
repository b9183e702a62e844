import { describe, expect, test } from "@jest/globals";
import { MatchAssignment } from "@coachwork/schema";
import fc from "fast-check";
import { bestAssignment, type Scores } from "./best-assignment.js";

const sumOf = (scores: Scores, found: readonly (number | null)[]) =>
  found.reduce<number>((sum, coach, person) => sum + (coach === null ? 0 : scores[person]![coach]!), 0);
const pairsOf = (found: readonly (number | null)[]) => found.filter((coach) => coach !== null).length;

describe("The best assignment", () => {
  const [A, B, C, X, Y] = [0, 1, 2, 0, 1];

  test("gives nobody the best coach where others need that coach more", () => {
    const scores = [
      [90, 80],
      [85, 40],
      [60, 55],
    ];
    for (const goal of Object.values(MatchAssignment)) {
      const found = bestAssignment(scores, [1, 2], goal);
      expect([found[A], found[B], found[C]]).toEqual([Y, X, Y]);
      // Whoever comes first taking the best coach left would make 185.
      expect(sumOf(scores, found)).toBe(220);
    }
  });

  test("has the most pairs, or the highest sum", () => {
    const scores = [
      [95, 10],
      [20, null],
    ];
    expect(bestAssignment(scores, [1, 1], "MOST_PAIRS")).toEqual([Y, X]);
    expect(bestAssignment(scores, [1, 1], "HIGHEST_SUM")).toEqual([X, null]);
  });

  test("pairs even those who do not suit at all, where it costs no others anything", () => {
    for (const goal of Object.values(MatchAssignment)) expect(bestAssignment([[0]], [1], goal)).toEqual([0]);
    expect(bestAssignment([], [1], "MOST_PAIRS")).toEqual([]);
    expect(bestAssignment([[]], [], "MOST_PAIRS")).toEqual([null]);
    expect(bestAssignment([[50]], [0], "MOST_PAIRS")).toEqual([null]);
  });

  test("is found however many places there are", () => {
    const scores = Array.from({ length: 500 }, (_, person) =>
      Array.from({ length: 200 }, (_, coach) => (person * 37 + coach * 53 + ((person * coach) % 29)) % 101),
    );
    const places = scores[0]!.map(() => 100);
    // There is a place for everybody with the coach who suits them best.
    const highest = scores.reduce((sum, row) => sum + Math.max(...row), 0);
    for (const goal of Object.values(MatchAssignment))
      expect(sumOf(scores, bestAssignment(scores, places, goal))).toBe(highest);
  });

  test("is none that could be better, of all that there are", () => {
    const cases = fc
      .record({ people: fc.integer({ min: 1, max: 5 }), coaches: fc.integer({ min: 1, max: 4 }) })
      .chain(({ people, coaches }) =>
        fc.record({
          scores: fc.array(
            fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { minLength: coaches, maxLength: coaches }),
            { minLength: people, maxLength: people },
          ),
          places: fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: coaches, maxLength: coaches }),
        }),
      );
    fc.assert(
      fc.property(cases, fc.constantFrom(...Object.values(MatchAssignment)), ({ scores, places }, goal) => {
        const found = bestAssignment(scores, places, goal);
        for (const [coach, most] of places.entries())
          expect(found.filter((each) => each === coach).length).toBeLessThanOrEqual(most ?? Infinity);
        for (const [person, coach] of found.entries())
          if (coach !== null) expect(scores[person]![coach]).not.toBeNull();
        const rank = (one: readonly (number | null)[]) =>
          goal === "MOST_PAIRS" ? [pairsOf(one), sumOf(scores, one)] : [sumOf(scores, one), pairsOf(one)];
        const best = allOf(scores, places)
          .map(rank)
          .sort(([a, b], [c, d]) => c! - a! || d! - b!)[0];
        expect(rank(found)).toEqual(best);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every assignment that keeps to the places and the pairs that are allowed. */
function allOf(scores: Scores, places: readonly (number | null)[]): (number | null)[][] {
  const [row, ...others] = scores;
  if (!row) return [[]];
  return [null, ...row.keys()].flatMap((coach) => {
    if (coach === null) return allOf(others, places).map((rest) => [null, ...rest]);
    if (row[coach] === null || places[coach] === 0) return [];
    const left = places.map((most, each) => (each === coach && most !== null ? most - 1 : most));
    return allOf(others, left).map((rest) => [coach, ...rest]);
  });
}
