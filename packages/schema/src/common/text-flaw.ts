/** What keeps a text from being kept as it is; undefined where nothing does. It follows "has" or "contains". */
export function flawOfText(text: string): string | undefined {
  if (text.includes("\0")) return "the character U+0000, which cannot be kept";
  // PostgreSQL would keep U+FFFD in its place, so that two different names were the same one.
  const [half] = /\p{Surrogate}/u.exec(text) ?? [];
  if (half !== undefined) return `half a character, ${codePoint(half)} without the other half of its pair`;
  return undefined;
}

/**
 * What keeps a text from being a name: names are one line, look the same wherever they stand (a bidirectional control turns
 * what follows around: https://trojansource.codes), and can be seen.
 */
export function flawOfName(text: string): string | undefined {
  const flaw = flawOfText(text);
  if (flaw !== undefined) return flaw;
  const [turning] = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.exec(text) ?? [];
  if (turning !== undefined) return `the character ${codePoint(turning)}, which changes the direction of writing`;
  const [control] = /[\p{Cc}\u2028\u2029]/u.exec(text) ?? [];
  if (control !== undefined) return `the character ${codePoint(control)}, and has to be a single line`;
  return undefined;
}

/** Whether there is nothing to be seen of a text: white space, and characters of no width. */
export function isBlank(text: string): boolean {
  return !/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/u.test(text);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A value as a message shows it: short, however long it is. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
