/**
 * A connection was lost, or none could be made. If a commit was being sent, it is unknown whether it succeeded; a retry
 * needs an idempotency key.
 */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
  /** PostgreSQL's own codes: 08006 for a connection that was lost, 08001 for one that could not be made. */
  readonly code: "08006" | "08001";

  constructor(message: string, { code = "08006", cause }: { code?: "08006" | "08001"; cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Turns errors from connecting into ConnectionLost. Refusals by the server that a retry cannot change stay as they are.
 */
export function notConnected(error: Error): Error {
  const { code } = error as { code?: string };
  if (/^(28|3D|42)/.test(code ?? "")) return error;
  return new ConnectionLost(`The database cannot be reached: ${reasonOf(error)}`, { code: "08001", cause: error });
}

/** An error's message in one line. Node's error about several addresses has none. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}
