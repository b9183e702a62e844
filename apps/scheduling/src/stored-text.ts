import type { CommandContext } from "@coachwork/platform";

/**
 * Refuses a text that is empty, too long, or that the database would not keep as it is: PostgreSQL takes no U+0000, and what
 * is half a surrogate pair here becomes U+FFFD there, so that two different names are the same one.
 * @param field the input's field that it was given in, which is also what the message calls it
 * @param most how many characters it may have (UTF-16 code units)
 */
export function judgeText(context: CommandContext<never>, field: string, text: string, most: number): void {
  const refuse = (problem: string): never => context.refuse("INVALID", field, `The ${field} has ${problem}.`);
  if (text.length < 1 || text.length > most) refuse(`${text.length} characters; give 1 to ${most}`);
  if (text.includes("\0")) refuse("the character U+0000, which cannot be kept; leave it out");
  const [half] = /\p{Surrogate}/u.exec(text) ?? [];
  if (half === undefined) return;
  const code = half.charCodeAt(0).toString(16).toUpperCase();
  refuse(`half a character, U+${code} without the other half of its pair; leave it out`);
}
