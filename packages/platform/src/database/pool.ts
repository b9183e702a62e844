import pg from "pg";
import { watchedClient } from "./watched-client.js";

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  readonly statementTimeoutMs: number;
  /** Shows in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** How much longer than the server gives a statement we wait for its answer, in milliseconds. */
const GRACE_MS = 1_000;

/** Milliseconds between two statements of a transaction. Nothing of ours waits for anything else within one. */
const IDLE_MS = 4_000;

const unheard = () => undefined;

/** What the connections of all pools have in common: none waits without an end. */
export function connectionSettings(statementTimeoutMs: number) {
  return {
    Client: watchedClient({ answerMs: statementTimeoutMs + GRACE_MS }),
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    // Where our end is dead to the server, it still holds its locks: others wait for them no longer than this.
    idle_in_transaction_session_timeout: Math.min(statementTimeoutMs, IDLE_MS),
  };
}

/** A pool beside that of the tenants' transactions: for what no firm owns, such as who can sign in and the job queue. */
export function createPool({ url, size, statementTimeoutMs, applicationName }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: applicationName,
    ...connectionSettings(statementTimeoutMs),
  });
  surviveEndings(pool);
  return pool;
}

/**
 * PostgreSQL may end a connection between two statements (an idle timeout, a shutdown), which is replaced by the next use. The
 * event itself, unheard, would end the process.
 */
export function surviveEndings(pool: pg.Pool): void {
  pool.on("error", unheard);
  pool.on("connect", (client) => client.on("error", unheard));
  // Those that were there before.
  pool.on("acquire", (client) => {
    if (!client.listeners("error").includes(unheard)) client.on("error", unheard);
  });
}
