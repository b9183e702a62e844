import { type CommandContext, flawOfName, flawOfText, isBlank } from "@coachwork/platform";

/**
 * Refuses a text that is empty, too long, or that the database would not keep as it is.
 * @param field the input's field that it was given in, which is also what the message calls it
 * @param most how many characters it may have (UTF-16 code units)
 */
export function judgeText(context: CommandContext<never>, field: string, text: string, most: number): void {
  judgeLength(context, field, text, most);
  const flaw = flawOfText(text);
  if (flaw !== undefined) refuse(context, field, `${flaw}; leave it out`);
}

/** As `judgeText`, for a name: a single line that can be seen. */
export function judgeName(context: CommandContext<never>, field: string, name: string, most: number): void {
  judgeLength(context, field, name, most);
  const flaw = flawOfName(name);
  if (flaw !== undefined) refuse(context, field, `${flaw}; leave it out`);
  if (isBlank(name)) context.refuse("INVALID", field, `The ${field} is blank; give one that people can read.`);
}

function judgeLength(context: CommandContext<never>, field: string, text: string, most: number): void {
  if (text.length < 1 || text.length > most) refuse(context, field, `${text.length} characters; give 1 to ${most}`);
}

function refuse(context: CommandContext<never>, field: string, problem: string): never {
  return context.refuse("INVALID", field, `The ${field} has ${problem}.`);
}
