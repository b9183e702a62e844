/** A question that cannot be answered as asked; its message names the thing and what would be right. */
export class ReadError extends Error {
  constructor(
    readonly code: "BAD_USER_INPUT" | "FORBIDDEN" | "INSUFFICIENT_SCOPE",
    message: string,
  ) {
    super(message);
  }
}
