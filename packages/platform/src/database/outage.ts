/**
 * PostgreSQL's codes for being temporarily unusable: connections, resources, an operator, a standby, a pause, its disk.
 */
const AWAY = /^(08|53|57P0|25006|25P03|58)/;
/** The operating system's codes for a connection that is lost or cannot be made. */
const UNREACHABLE = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|ENET|EAI_AGAIN)/;
/** The driver's messages for the same, which have no code. */
const BROKEN =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Connection ended/;

/**
 * Whether the database is unreachable, full or read-only at present, or its connection broke. Nothing is wrong with the
 * request, and a retry makes sense.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true;
  const { code, message, errors } = (error ?? {}) as { code?: unknown; message?: unknown; errors?: unknown[] };
  if (typeof code === "string" && (AWAY.test(code) || UNREACHABLE.test(code))) return true;
  if (Array.isArray(errors) && errors.some(isOutage)) return true;
  return typeof message === "string" && BROKEN.test(message);
}

/**
 * Whether PostgreSQL itself reported this about a statement. Otherwise the connection broke or the server ended it, and
 * the statement's outcome is unknown.
 */
export function isVerdict(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P0|25P03|EPIPE)/.test(code);
}

/** A connection that was made and broke, or that the server ended. */
const BROKE = /^(08006|57P0[12]|25P03|ECONNRESET|EPIPE)$/;

/**
 * Whether a connection broke in the middle of a transaction, which is lost with it. Not so if the outcome is unknown,
 * or if no connection could be made.
 */
export function isBroken(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string") return BROKE.test(code);
  return typeof message === "string" && /Connection terminated|not queryable|Connection ended/.test(message);
}

/**
 * It is unknown whether a transaction was committed: the connection broke during the commit, and the database could not
 * be asked since.
 */
export class CommitUnknown extends Error {
  override readonly name = "CommitUnknown";

  constructor(cause: unknown) {
    super("It is unknown whether the transaction was committed.", { cause });
  }
}
