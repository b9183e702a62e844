/**
 * The length of the pieces of a word that is wider than a line, in characters: each is narrower than any line. Such a word is laid out in pieces, because the time for breaking it would grow with the square of its length, and letters
 * would be lost where it is broken. To the reader it stays one word.
 */
const PIECE = 16;

/** What the font that is printed with can do. */
export interface Letters {
  hasLetter(codePoint: number): boolean;
  /** Whether a word is wider than a line. */
  isWide(word: string): boolean;
}

/** What turns the writing direction, so that a line would show its letters in another order than they were signed in. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * A text as it is printed with a font, in pieces to be laid out one after the other. What the font has no letter for is there as
 * its code, such as [U+4E2D]: nothing is missing without a sign of it.
 */
export function printedLetters(text: string, font: Letters): readonly string[] {
  const lines = text.replaceAll(/\r\n?/g, "\n").replaceAll("\t", "    ");
  const shown = lines.replaceAll(/[^\n\x20-\x7e]/gu, (letter) =>
    !TURNING.test(letter) && font.hasLetter(letter.codePointAt(0)!) ? letter : codeOf(letter),
  );
  // No text has U+0000: it has no letter and cannot be stored.
  const piece = new RegExp(String.raw`\S{${PIECE}}(?=\S)`, "gu");
  const long = new RegExp(String.raw`\S{${PIECE + 1},}`, "gu");
  const cut = shown.replaceAll(long, (word) => (font.isWide(word) ? word.replaceAll(piece, "$&\0") : word));
  return cut.split("\0").filter((piece) => piece !== "");
}

function codeOf(letter: string): string {
  return `[U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`;
}
