import { MINIMUM_N, type SurveyReply } from "../surveys/index.js";

/** What results can be filtered by, from coarse to fine. */
export const DIMENSIONS = ["organizationId", "programId", "cohortId", "kind", "format"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Where an answer counts, by dimension. Null where it has no such value. */
export type Place = Readonly<Record<Dimension, string | null>>;

/** One person's answer to one question. */
export interface PlacedReply {
  readonly place: Place;
  readonly reply: SurveyReply;
}

/** The answers of at least 5 people, which are reported together or not at all. Its place has the values that all of them share. */
export interface Block {
  readonly place: Place;
  readonly replies: readonly SurveyReply[];
}

/**
 * Puts the answers to one question, one per person, into blocks of at least 5, keeping as many values apart as possible. Groups
 * that are too small are put together. If that is still too few, the smallest block takes them. Fewer than 5 answers make no block.
 * `docs/adr/0021-answers-are-told-in-blocks.md` proves that no sums of blocks reveal anything about fewer than 5 people.
 */
export function blocksOf(answers: readonly PlacedReply[]): readonly Block[] {
  if (answers.length < MINIMUM_N) return [];
  return split(answers, DIMENSIONS).map((block) => ({
    place: Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, sharedBy(block, dimension)])) as Place,
    replies: block.map(({ reply }) => reply),
  }));
}

/** Splits at least 5 answers by the first dimension, and each part by the others. */
function split(
  answers: readonly PlacedReply[],
  [dimension, ...finer]: readonly Dimension[],
): readonly (readonly PlacedReply[])[] {
  if (dimension === undefined) return [answers];
  const groups = [...Map.groupBy(answers, ({ place }) => place[dimension]).values()];
  const large = groups.filter(({ length }) => length >= MINIMUM_N);
  const blocks = large.flatMap((group) => split(group, finer));
  const left = groups.filter(({ length }) => length < MINIMUM_N).flat();
  if (left.length === 0) return blocks;
  // They differ in this dimension, but may still share values of the finer ones.
  if (left.length >= MINIMUM_N) return [...blocks, ...split(left, finer)];
  const smallest = blocks.reduce((least, block) => (block.length < least.length ? block : least));
  return blocks.map((block) => (block === smallest ? [...block, ...left] : block));
}

function sharedBy(block: readonly PlacedReply[], dimension: Dimension): string | null {
  const [first] = block;
  const value = first!.place[dimension];
  return block.every(({ place }) => place[dimension] === value) ? value : null;
}
