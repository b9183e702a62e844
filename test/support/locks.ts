import type { Pool, PoolClient } from "pg";

/** The server process of a connection, so that another connection can ask about it. The connection must be idle. */
export async function pidOf(connection: PoolClient): Promise<number> {
  const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]!.pid;
}

/** The connections that wait for locks of this one. Files that share a stage have other locks at the same time. */
export async function waitingFor(pool: Pool, pid: number): Promise<readonly number[]> {
  const text = "select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))";
  return (await pool.query<{ pid: number }>(text, [pid])).rows.map((row) => row.pid);
}
