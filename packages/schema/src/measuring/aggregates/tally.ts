import type { AskedQuestion, SurveyReply } from "../surveys/index.js";

/**
 * Sums over the answers of several people to one question. Tallies can be added up, so the result of several blocks is computed
 * from their tallies alone.
 */
export interface Tally {
  /** How many people answered. */
  readonly n: number;
  /** How many gave each number or picked each choice. */
  readonly counts: Readonly<Record<string, number>>;
  /** Sums of a return. Zero for other kinds. */
  readonly benefit: Benefit;
}

/** Sums of the returns that people estimated, in the currency of the question. */
export interface Benefit {
  /** What the benefit is worth in a year. */
  readonly value: number;
  /** The same, with each answer multiplied by the share that is due to coaching. */
  readonly attributed: number;
  /** The same, also multiplied by the confidence. This counts as the benefit of coaching (Phillips). */
  readonly adjusted: number;
}

const nothing: Tally = { n: 0, counts: {}, benefit: { value: 0, attributed: 0, adjusted: 0 } };

/** The tally of the answers to one question, one per person. */
export function tallyOf(replies: readonly SurveyReply[]): Tally {
  return sumOf(replies.map(tallyOfOne));
}

function tallyOfOne({ value, choices, benefit, share, confidence }: SurveyReply): Tally {
  const said = value === null ? choices : [String(value)];
  const counts = Object.fromEntries(said.map((each) => [each, 1]));
  const attributed = ((benefit ?? 0) * (share ?? 0)) / 100;
  const adjusted = (attributed * (confidence ?? 0)) / 100;
  return {
    n: 1,
    counts,
    benefit: { value: benefit ?? 0, attributed: hundredths(attributed), adjusted: hundredths(adjusted) },
  };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => {
    const counts = { ...a.counts };
    for (const [said, count] of Object.entries(b.counts)) counts[said] = (counts[said] ?? 0) + count;
    const benefit = {
      value: hundredths(a.benefit.value + b.benefit.value),
      attributed: hundredths(a.benefit.attributed + b.benefit.attributed),
      adjusted: hundredths(a.benefit.adjusted + b.benefit.adjusted),
    };
    return { n: a.n + b.n, counts, benefit };
  }, nothing);
}

/** The measures of a tally. Null where the kind of question has no such measure, or nobody answered. */
export interface Measures {
  readonly n: number;
  readonly mean: number | null;
  readonly nps: number | null;
}

/** The mean and the Net Promoter Score, to two decimals. */
export function measuresOf({ kind }: Pick<AskedQuestion, "kind">, { n, counts }: Tally): Measures {
  const isNumber = kind === "SCALE" || kind === "NPS";
  if (n === 0 || !isNumber) return { n, mean: null, nps: null };
  const given = Object.entries(counts).map(([number, count]) => [Number(number), count] as const);
  const mean = given.reduce((sum, [number, count]) => sum + number * count, 0) / n;
  return { n, mean: hundredths(mean), nps: kind === "NPS" ? npsOf(given, n) : null };
}

/** 100 * (share of 9 and 10 - share of 0 to 6). */
function npsOf(given: readonly (readonly [number: number, count: number])[], n: number): number {
  const score = given.reduce((sum, [number, count]) => sum + (number >= 9 ? count : number <= 6 ? -count : 0), 0);
  return hundredths((100 * score) / n);
}

/** What can be counted, in the order of the question: its choices, or the numbers from the lowest to the highest. */
export function countablesOf({ kind, choices, lowest, highest }: AskedQuestion): readonly string[] {
  if (kind === "NPS") return numbers(0, 10);
  return kind === "SCALE" ? numbers(lowest!, highest!) : choices;
}

function numbers(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, place) => String(first + place));
}

function hundredths(amount: number): number {
  return Math.round(amount * 100 + Number.EPSILON * Math.sign(amount)) / 100;
}
