/** What makes a text impossible to store; undefined if nothing does. Messages put it after "has" or "contains". */
export function flawOfText(text: string): string | undefined {
  if (text.includes("\0")) return "the character U+0000, which cannot be stored";
  // PostgreSQL would store U+FFFD instead, so two different names would become equal.
  const [half] = /\p{Surrogate}/u.exec(text) ?? [];
  if (half !== undefined) return `half a character, ${codePoint(half)} without the other half of its pair`;
  return undefined;
}

/**
 * What makes a text unfit to be shown to others: a character that nobody sees and that programs act on. An override or isolate
 * would reorder the text after it (https://trojansource.codes). Arabic and Hebrew need neither. The marks that they may need, which
 * only touch what is beside them, are allowed.
 */
export function flawOfLongText(text: string): string | undefined {
  return flawOfText(text) ?? flawOfDirection(text, /[\u202a-\u202e\u2066-\u2069]/) ?? flawOfControl(text);
}

/** What makes a text unfit to be signed: it must look the same everywhere, so that nothing in it changes the writing direction. */
export function flawOfSigned(text: string): string | undefined {
  return flawOfText(text) ?? flawOfDirection(text, TURNING) ?? flawOfControl(text);
}

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

function flawOfDirection(text: string, turning: RegExp): string | undefined {
  const [found] = turning.exec(text) ?? [];
  return found && `the character ${codePoint(found)}, which changes the writing direction`;
}

/** Line breaks and tabs are control characters, too, and the only ones that are text. */
function flawOfControl(text: string): string | undefined {
  const [control] = /[^\P{Cc}\t\n\r]/u.exec(text) ?? [];
  return control && `the control character ${codePoint(control)}`;
}

/** What makes a text unfit as a name. A name is a single visible line that looks the same everywhere. */
export function flawOfName(text: string): string | undefined {
  const flaw = flawOfText(text) ?? flawOfDirection(text, TURNING);
  if (flaw !== undefined) return flaw;
  const [control] = /[\p{Cc}\u2028\u2029]/u.exec(text) ?? [];
  if (control !== undefined) return `the character ${codePoint(control)}, but must be a single line`;
  return undefined;
}

/** Whether a text shows nothing: only white space and zero-width characters. */
export function isBlank(text: string): boolean {
  return !/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/u.test(text);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A value in quotes for a message, shortened if it is long. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
