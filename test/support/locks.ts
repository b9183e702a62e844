import type { Pool, PoolClient } from "pg";

/** How many statements wait for what this connection has locked. Others may wait for others at the same time. */
export async function waitingFor(pool: Pool, holder: PoolClient): Promise<number> {
  const text = "select count(*)::integer as waiting from pg_stat_activity where $1 = any(pg_blocking_pids(pid))";
  const { rows } = await pool.query<{ waiting: number }>(text, [await pidOf(holder)]);
  return rows[0]!.waiting;
}

/** The process number of a connection, by which another one can ask whether it waits. It must not be busy. */
export async function pidOf(connection: PoolClient): Promise<number> {
  const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]!.pid;
}

/** Whether the connection with this process number waits for a lock. */
export async function isWaiting(pool: Pool, pid: number): Promise<boolean> {
  const { rows } = await pool.query<{ waits: boolean }>("select cardinality(pg_blocking_pids($1)) > 0 as waits", [pid]);
  return rows[0]!.waits;
}
