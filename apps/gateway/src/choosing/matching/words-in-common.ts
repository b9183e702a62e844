/** The words of a text, and whether it has every word of each text that it was compared with. */
interface Known {
  readonly words: ReadonlySet<string>;
  readonly has: Map<string, boolean>;
}

/** Compares texts by their words. It remembers them, since a whole cohort is matched by the same few texts; drop it afterwards. */
export class WordsInCommon {
  readonly #known = new Map<string, Known>();

  /** Whether a text has every word of another. */
  hasWordsOf(text: string, other: string): boolean {
    const { words, has } = this.#knownOf(text);
    const before = has.get(other);
    if (before !== undefined) return before;
    const wanted = [...this.#knownOf(other).words];
    const answer = wanted.length > 0 && wanted.every((word) => words.has(word));
    has.set(other, answer);
    return answer;
  }

  /** Those of the wanted that match one of the others: all words of one are in the other. */
  matchedBy(wanted: readonly string[], others: readonly string[]): readonly string[] {
    return wanted.filter((each) =>
      others.some((other) => this.hasWordsOf(each, other) || this.hasWordsOf(other, each)),
    );
  }

  #knownOf(text: string): Known {
    const before = this.#known.get(text);
    if (before) return before;
    const now = { words: new Set(wordsOf(text)), has: new Map<string, boolean>() };
    this.#known.set(text, now);
    return now;
  }
}

/** The words of a text in lower case and without accents: "Mergers & Acquisitions" has two. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** Whether two tags (BCP 47) name the same language, in whatever country and script it is written. */
export function sameLanguage(one: string, other: string): boolean {
  return one === other || primary(one) === primary(other);
}

function primary(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0]!;
}
