import type { MatchAssignment } from "@coachwork/schema";
import { munkres } from "munkres";

/** How well each person (row) and each coach (column) suit, 0 to 100. Null where they must not be paired. */
export type Scores = readonly (readonly (number | null)[])[];

const BEST_SCORE = 100;

/**
 * The best assignment of coaches to people: for each person the column of their coach, or null. No coach gets more people than they
 * have places (null: any number).
 *
 * This is the assignment problem, where each place is a column. Whoever gets a coach with any number of places gets the best of
 * those, so that all of them together are one column of each person's own, on which nobody else depends. A person without a column, or
 * on one that is worth nothing, stays without a coach.
 */
export function bestAssignment(
  scores: Scores,
  places: readonly (number | null)[],
  goal: MatchAssignment,
): (number | null)[] {
  const people = scores.length;
  const worth = worthOf(goal, people);
  const limited: number[] = [];
  const unlimited: number[] = [];
  for (const [coach, most] of places.entries()) {
    // Who has a place for everybody has no limit here.
    if (most === null || most >= people) unlimited.push(coach);
    else for (let place = 0; place < most; place += 1) limited.push(coach);
  }
  const anyway = scores.map((row) => bestOf(row, unlimited));
  const own = unlimited.length > 0 ? [...scores.keys()] : [];
  const costs = scores.map((row, person) => [
    ...limited.map((coach) => -worth(row[coach] ?? null)),
    ...own.map((column) => (column === person ? -worth(anyway[person]!.score) : UNUSED)),
  ]);
  const found: (number | null)[] = scores.map(() => null);
  if (people === 0 || limited.length + own.length === 0) return found;
  for (const [person, column] of munkres(costs)) {
    const coach =
      column < limited.length ? limited[column]! : column - limited.length === person ? anyway[person]!.coach : null;
    // What is worth nothing is no pair: the place was only left over.
    if (coach !== null && scores[person]![coach] !== null) found[person] = coach;
  }
  return found;
}

/** Nobody sits on another's own column while theirs is free: that costs more than to stay without a coach. */
const UNUSED = 1;

/**
 * What a pair is worth. What comes first always weighs more than all that comes second: one pair more than any sum of scores, or one
 * point more than any number of pairs. The numbers stay whole and far below 2^53.
 */
function worthOf(goal: MatchAssignment, people: number): (score: number | null) => number {
  const pair = goal === "MOST_PAIRS" ? BEST_SCORE * people + 1 : 1;
  const point = goal === "MOST_PAIRS" ? 1 : people + 1;
  return (score) => (score === null ? 0 : pair + point * score);
}

function bestOf(
  row: readonly (number | null)[],
  coaches: readonly number[],
): { coach: number | null; score: number | null } {
  let best: { coach: number | null; score: number | null } = { coach: null, score: null };
  for (const coach of coaches) {
    const score = row[coach] ?? null;
    if (score !== null && (best.score === null || score > best.score)) best = { coach, score };
  }
  return best;
}
