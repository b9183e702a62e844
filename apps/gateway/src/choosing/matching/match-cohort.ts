import { MatchAssignment, type StoredPoints, type UnmatchedReason } from "@coachwork/schema";
import { bestAssignment } from "./best-assignment.js";
import type { CoachFacts, MatchFacts } from "./match-facts.js";
import { score, type Scored } from "./score.js";
import { WordsInCommon } from "./words-in-common.js";

/** A cohort and everything that is known of its people and of those who coach for the firm. */
export interface CohortFacts {
  readonly facts: MatchFacts;
  /** How many people each coach is offered to and has not been paired with yet, by id. */
  readonly offered: Readonly<Record<string, number>>;
}

/** The coach of one person in one assignment, or why there is none. */
export type MemberMatch =
  | {
      readonly coachId: string;
      readonly score: number;
      readonly points: readonly StoredPoints[];
      readonly unmatched: null;
    }
  | { readonly coachId: null; readonly score: null; readonly points: readonly []; readonly unmatched: UnmatchedReason };

/** The two best assignments, each in the order of the people in the facts. */
export type Assignments = Readonly<Record<MatchAssignment, readonly MemberMatch[]>>;

/** Scores all pairs and finds the two best assignments. It takes some CPU, so it runs in a thread of its own. */
export function matchCohort({ facts: { people, coaches, terms }, offered }: CohortFacts): Assignments {
  const words = new WordsInCommon();
  // Of the sentences of all pairs, nothing is kept: collecting them later would take longer than writing those of the pairs again.
  const scores = people.map((person) =>
    coaches.map((coach) => {
      const scored = score(person, coach, terms, words);
      return isAllowed(scored) ? scored.score : null;
    }),
  );
  const places = coaches.map((coach) => placesOf(coach, offered));
  const assignment = (goal: MatchAssignment): readonly MemberMatch[] =>
    bestAssignment(scores, places, goal).map((coach, person) =>
      coach === null ? unmatched(scores[person]!) : matchOf(score(people[person]!, coaches[coach]!, terms, words)),
    );
  return { MOST_PAIRS: assignment(MatchAssignment.MOST_PAIRS), HIGHEST_SUM: assignment(MatchAssignment.HIGHEST_SUM) };
}

/** Whether no hard rule stands against the pair. How many places there are is judged for all people together. */
export function isAllowed({ exclusions }: Pick<Scored, "exclusions">): boolean {
  return exclusions.every(({ reason }) => reason === "AT_CAPACITY");
}

/** How many people can still be offered to a coach. Null if any number. */
export function placesOf({ id, capacity, load }: CoachFacts, offered: CohortFacts["offered"]): number | null {
  return capacity === null ? null : Math.max(0, capacity - load - (offered[id] ?? 0));
}

/** A pair as it is kept. */
export function matchOf({ coachId, score, lines }: Scored): MemberMatch {
  const points = lines.map(({ criterion, weight, points }) => ({ criterion, weight, points }));
  return { coachId, score, points, unmatched: null };
}

function unmatched(scores: readonly (number | null)[]): MemberMatch {
  const reason = scores.every((score) => score === null) ? "NO_CANDIDATE" : "CAPACITY";
  return { coachId: null, score: null, points: [], unmatched: reason };
}
