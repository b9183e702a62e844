/**
 * A start that cannot go on for a reason the person at the terminal can change. Its message is one line that names the
 * thing, what was wrong with it and what would be right; it is shown without a stack. Anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  override name = "Refusal";
}

/** What a thrown value says, in one line (Node's AggregateError of a refused connection has an empty message). */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join(", ");
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}
