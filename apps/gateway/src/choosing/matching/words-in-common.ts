import { LRUCache } from "lru-cache";

/** The same few texts are compared again and again when a whole cohort is matched. */
const known = new LRUCache<string, readonly string[]>({ max: 5_000 });

/** The words of a text in lower case and without accents: "Mergers & Acquisitions" has two. */
function wordsOf(text: string): readonly string[] {
  const before = known.get(text);
  if (before) return before;
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  known.set(text, words);
  return words;
}

/** Whether a text has every word of another. */
export function hasWordsOf(text: string, other: string): boolean {
  const [words, wanted] = [wordsOf(text), wordsOf(other)];
  return wanted.length > 0 && wanted.every((word) => words.includes(word));
}

/** Those of the wanted that match one of the others: all words of one are in the other. */
export function matchedBy(wanted: readonly string[], others: readonly string[]): readonly string[] {
  return wanted.filter((each) => others.some((other) => hasWordsOf(each, other) || hasWordsOf(other, each)));
}

/** Whether two tags (BCP 47) name the same language, in whatever country and script it is written. */
export function sameLanguage(one: string, other: string): boolean {
  return primary(one) === primary(other);
}

function primary(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0]!;
}
