import type { Pool, PoolClient } from "pg";

/** The process number of a connection, by which another one can ask about it. It must not be busy. */
export async function pidOf(connection: PoolClient): Promise<number> {
  const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]!.pid;
}

/** The connections that wait for what this one has locked. Files that share a stage have locks of their own beside it. */
export async function waitingFor(pool: Pool, pid: number): Promise<readonly number[]> {
  const text = "select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))";
  return (await pool.query<{ pid: number }>(text, [pid])).rows.map((row) => row.pid);
}
