import { MINIMUM_N, type SurveyReply } from "../surveys/index.js";

/** What results can be filtered by, from coarse to fine. */
export const DIMENSIONS = ["organizationId", "programId", "cohortId", "kind", "format"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What an answer counts in, by dimension. Null where there is no such thing. */
export type Place = Readonly<Record<Dimension, string | null>>;

/** One person's answer to one question. */
export interface PlacedReply {
  readonly place: Place;
  readonly reply: SurveyReply;
}

/** At least 5 answers of different people, told together or not at all. It has the values that all of them share. */
export interface Block {
  readonly place: Place;
  readonly replies: readonly SurveyReply[];
}

/**
 * Puts answers to one question, one of each person, into blocks of at least 5, so that as many values as possible can be told
 * apart. Groups that are too small go together; if they are too few still, the smallest block takes them. No block if there are
 * fewer than 5 answers: those wait. `docs/adr/0021` proves that nothing can be told of fewer than 5 people by any sums of blocks.
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
  // Too small by this dimension, they may share the finer ones.
  if (left.length >= MINIMUM_N) return [...blocks, ...split(left, finer)];
  const smallest = blocks.reduce((least, block) => (block.length < least.length ? block : least));
  return blocks.map((block) => (block === smallest ? [...block, ...left] : block));
}

function sharedBy(block: readonly PlacedReply[], dimension: Dimension): string | null {
  const [first] = block;
  const value = first!.place[dimension];
  return block.every(({ place }) => place[dimension] === value) ? value : null;
}
