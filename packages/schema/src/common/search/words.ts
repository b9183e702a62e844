/** The letters that count of a word, and the words that count of a text. More of them would only cost. */
const MOST_LETTERS = 24;
const MOST_WORDS = 12;

/** Shorter words are too much like each other to forgive anything. */
const FEWEST_FORGIVEN = 4;

/** Letters that are no letter with an accent, and what people type instead. */
const plain: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n" },
};

/** Scripts that write names without spaces: any place in them may begin a word. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

/**
 * The words of a text as they are compared: in lower case, without accents and apostrophes. "Zoë O’Brien" has "zoe" and
 * "obrien".
 */
export function wordsIn(text: string): string[] {
  // U+0000 stays, so that the database refuses it as it does in any text.
  const words = folded(text).match(/[\p{L}\p{N}\p{M}\0]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, MOST_LETTERS).join("")))].slice(0, MOST_WORDS);
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]|['’‘ʼ`´]/gu, "")
    .replaceAll(/[ßæœøđðþłħıŋ]/gu, (letter) => plain[letter]!)
    .normalize("NFC");
}

/** What somebody may begin to type to find the word. */
export function beginningsOf(word: string): string[] {
  if (!unspaced.test(word)) return [word];
  const letters = [...word];
  return letters.map((_, place) => letters.slice(place).join(""));
}

/** Whether a slip in the word is forgiven. */
export function isForgiven(word: string): boolean {
  return [...word].length >= FEWEST_FORGIVEN && !unspaced.test(word);
}

/**
 * The word without each one of its letters. Two words that differ by one letter, wrong, missing, too many or swapped, have
 * such a remainder in common, or one is a remainder of the other. So slips are found by comparing for equality, for which
 * there is an index.
 */
export function remaindersOf(word: string): string[] {
  if (!isForgiven(word)) return [];
  const letters = [...word];
  const remainders = letters.map((_, place) => [...letters.slice(0, place), ...letters.slice(place + 1)].join(""));
  return [...new Set(remainders)].filter((remainder) => remainder !== word);
}
