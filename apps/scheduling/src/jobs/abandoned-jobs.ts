import type { WorkerUtils } from "graphile-worker";

/** How much longer than its time limit a job may be in a process's hands: the outcome has to be written, too. */
const GRACE = 1.5;

/**
 * Gives back the jobs of processes that died at them. No living process has a job for longer than the time limit; the
 * library itself, which knows of no limit, would wait for four hours. How many there were.
 */
export async function freeAbandonedJobs(
  queue: Pick<WorkerUtils, "withPgClient">,
  timeLimitMs: number,
): Promise<number> {
  const { rowCount } = await queue.withPgClient((client) =>
    client.query(
      `update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = greatest(run_at, now())
       where locked_at < now() - $1 * interval '1 millisecond'`,
      [timeLimitMs * GRACE],
    ),
  );
  return rowCount ?? 0;
}
