import type { WorkerUtils } from "graphile-worker";

type Queue = Pick<WorkerUtils, "withPgClient">;

/** How much longer than its time limit a process may hold a job: the outcome must be written too. */
export const GRACE = 1.5;

/**
 * Returns the jobs of crashed processes to the queue. No living process holds a job for longer than the time limit. The
 * library itself knows of no limit and would wait four hours. A job is not to blame for the crash of its process: that
 * attempt does not count, nor do earlier ones of jobs that never failed themselves. Returns their number.
 */
export async function freeAbandonedJobs(queue: Queue, timeLimitMs: number): Promise<number> {
  const { rowCount } = await queue.withPgClient((client) =>
    client.query(
      `update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = greatest(run_at, now()),
         attempts = case when locked_at is null then 0 else greatest(attempts - 1, 0) end
       where locked_at < now() - $1 * interval '1 millisecond'
         or (locked_at is null and attempts >= max_attempts and last_error is null)`,
      [timeLimitMs * GRACE],
    ),
  );
  return rowCount ?? 0;
}

/** For how many milliseconds the longest waiting job of each name has been due without being started. */
export async function waitingJobs(queue: Queue): Promise<ReadonlyMap<string, number>> {
  const { rows } = await queue.withPgClient((client) =>
    client.query<{ name: string; ms: number }>(
      `select t.identifier as name, extract(epoch from now() - min(j.run_at))::float8 * 1000 as ms
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.is_available and j.run_at < now() group by t.identifier`,
    ),
  );
  return new Map(rows.map(({ name, ms }) => [name, ms]));
}

/** How many jobs of each name have failed so often that they are no longer retried. */
export async function failedJobs(queue: Queue): Promise<Readonly<Record<string, number>>> {
  const { rows } = await queue.withPgClient((client) =>
    client.query<{ name: string; jobs: number }>(
      `select t.identifier as name, count(*)::integer as jobs
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.locked_at is null and j.attempts >= j.max_attempts group by t.identifier order by 1`,
    ),
  );
  return Object.fromEntries(rows.map(({ name, jobs }) => [name, jobs]));
}
