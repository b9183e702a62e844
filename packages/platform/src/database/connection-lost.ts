/**
 * A connection was lost, or none could be made. What was under way on it may have been done or not, where its commit was
 * sent: whoever asks again needs an idempotency key.
 */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
  /** What PostgreSQL itself calls a connection that failed. */
  readonly code = "08006";
}

/** What kept a connection from being made. Refusals of the server that trying again does not change stay as they are. */
export function notConnected(error: Error): Error {
  const { code } = error as { code?: string };
  if (/^(28|3D|42)/.test(code ?? "")) return error;
  return new ConnectionLost(`The database cannot be reached: ${reasonOf(error)}`, { cause: error });
}

/** What an error says, in one line; Node's own about several addresses has no message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}
