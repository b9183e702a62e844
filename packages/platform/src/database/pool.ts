import pg from "pg";
import { watchedClient } from "./watched-client.js";

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  readonly statementTimeoutMs: number;
  /** The name shown in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** Milliseconds that we wait for an answer beyond the server's own limit for a statement. */
const GRACE_MS = 1_000;

/** Milliseconds between two statements of a transaction. Our transactions never wait for anything else. */
const IDLE_MS = 4_000;

const unheard = () => undefined;

/** What the connections of all pools have in common: none waits forever. */
export function connectionSettings(statementTimeoutMs: number) {
  return {
    Client: watchedClient({ answerMs: statementTimeoutMs + GRACE_MS }),
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    // If the server loses touch with us, our locks remain. This limits how long others wait for them.
    idle_in_transaction_session_timeout: Math.min(statementTimeoutMs, IDLE_MS),
  };
}

/** A pool besides the tenants' one, for data without a firm, such as sign-in and the job queue. */
export function createPool({ url, size, statementTimeoutMs, applicationName }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: applicationName,
    ...connectionSettings(statementTimeoutMs),
  });
  surviveDisconnects(pool);
  return pool;
}

/**
 * PostgreSQL may end a connection between two statements (an idle timeout, a shutdown). The next use replaces it.
 * Without this listener, the event would end the process.
 */
export function surviveDisconnects(pool: pg.Pool): void {
  pool.on("error", unheard);
  pool.on("connect", (client) => client.on("error", unheard));
  // Connections made before.
  pool.on("acquire", (client) => {
    if (!client.listeners("error").includes(unheard)) client.on("error", unheard);
  });
}
