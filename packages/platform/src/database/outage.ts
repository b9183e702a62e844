/** What PostgreSQL says when it cannot be used just now: connections, resources, an operator, a standby, a pause, its disk. */
const AWAY = /^(08|53|57P0|25006|25P03|58)/;
/** What the operating system says of a connection that cannot be made or is lost. */
const UNREACHABLE = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|ENET|EAI_AGAIN)/;
/** What the driver says, which gives these no code. */
const BROKEN =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Connection ended/;

/**
 * Whether the database is away, full, or takes no changes just now, or the connection to it broke. Nothing is wrong with what
 * was asked, and asking again later is right.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true;
  const { code, message, errors } = (error ?? {}) as { code?: unknown; message?: unknown; errors?: unknown[] };
  if (typeof code === "string" && (AWAY.test(code) || UNREACHABLE.test(code))) return true;
  if (Array.isArray(errors) && errors.some(isOutage)) return true;
  return typeof message === "string" && BROKEN.test(message);
}

/**
 * Whether PostgreSQL itself said this of a statement. If not, the connection broke, or the server ended it, and what became of
 * the statement is not known.
 */
export function isVerdict(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P0|25P03|EPIPE)/.test(code);
}

/**
 * Whether a transaction was committed is not known: the connection broke while the commit was on its way, and the database
 * could not be asked since.
 */
export class CommitUnknown extends Error {
  override readonly name = "CommitUnknown";

  constructor(cause: unknown) {
    super("Whether the transaction was committed is not known.", { cause });
  }
}
