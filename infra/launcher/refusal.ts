/**
 * Something is wrong that the person at the terminal can correct. The message is one line. It names the thing, what is wrong
 * and what would be right, and is shown without a stack. Any other error is a bug.
 */
export class Refusal extends Error {
  override name = "Refusal";
}

/** The message of a thrown value, in one line. Node's AggregateError for a refused connection has an empty message. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join(", ");
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}
