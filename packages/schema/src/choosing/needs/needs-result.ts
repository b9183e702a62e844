import type { EngagementFormat, EngagementKind } from "../../engagements/words.js";
import type { StoredNeedsQuestion } from "./needs-question.js";

/** Nothing is recommended below this confidence. */
export const CLEAR_CONFIDENCE = 0.2;

/** What was asked and chosen, as it is kept. */
export interface StoredNeedsAnswer {
  readonly question: string;
  readonly weight: number;
  /** Null if the question was not answered. */
  readonly answer: string | null;
  readonly leaning: number | null;
}

/** Why a kind fits. */
export interface StoredNeedsReason {
  readonly speaksFor: EngagementKind;
  /** What the answer contributed: weight times leaning, without its sign. */
  readonly contribution: number;
  readonly text: string;
}

export interface NeedsResult {
  /** Null if neither kind fits clearly better. */
  readonly recommendedKind: EngagementKind | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly answers: readonly StoredNeedsAnswer[];
  /** Those that contributed most come first. */
  readonly reasons: readonly StoredNeedsReason[];
  /** The length and the format that the weightiest answer with one asks for. Null if none does. */
  readonly wantedWeeks: number | null;
  readonly wantedFormat: EngagementFormat | null;
}

/**
 * The result of a needs assessment. The confidence is |Σ weight · leaning| of the answers, divided by the most that it could be:
 * Σ weight · strongest leaning of every question. So a question without an answer lowers it, and a question whose choices lean to
 * neither kind does not count. Below `CLEAR_CONFIDENCE` nothing is recommended.
 *
 * @param chosen for each question, in order, the index of the choice; undefined if it was not answered
 */
export function needsResult(
  questions: readonly StoredNeedsQuestion[],
  chosen: readonly (number | undefined)[],
): NeedsResult {
  const asked = questions.map(({ text, weight, choices }, place) => {
    const index = chosen[place];
    const choice = index === undefined ? undefined : choices[index]!;
    return { text, weight, choice, strongest: Math.max(...choices.map(({ leaning }) => Math.abs(leaning))) };
  });
  const sum = total(asked.map(({ weight, choice }) => weight * (choice?.leaning ?? 0)));
  const most = total(asked.map(({ weight, strongest }) => weight * strongest));
  const confidence = most === 0 ? 0 : Math.abs(sum) / most;
  const reasons = asked.flatMap(({ weight, choice }): StoredNeedsReason[] => {
    if (!choice || choice.leaning === 0) return [];
    const { leaning, reason, text } = choice;
    const speaksFor = leaning < 0 ? "COACHING" : "MENTORING";
    return [{ speaksFor, contribution: weight * Math.abs(leaning), text: reason ?? text }];
  });
  const byWeight = asked.toSorted((a, b) => b.weight - a.weight).flatMap(({ choice }) => choice ?? []);
  return {
    recommendedKind: confidence < CLEAR_CONFIDENCE ? null : sum < 0 ? "COACHING" : "MENTORING",
    confidence,
    answers: asked.map(({ text, weight, choice }) => {
      return { question: text, weight, answer: choice?.text ?? null, leaning: choice?.leaning ?? null };
    }),
    reasons: reasons.toSorted((a, b) => b.contribution - a.contribution),
    wantedWeeks: byWeight.find(({ weeks }) => weeks !== null)?.weeks ?? null,
    wantedFormat: byWeight.find(({ format }) => format !== null)?.format ?? null,
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
