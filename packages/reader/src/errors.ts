/** A query that cannot be answered as asked. The message says what is wrong and what to do. */
export class ReadError extends Error {
  constructor(
    readonly code: "BAD_USER_INPUT" | "FORBIDDEN" | "INSUFFICIENT_SCOPE",
    message: string,
  ) {
    super(message);
  }
}
