import { readFile, realpath, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isRunning } from "./pids.ts";
import { Refusal } from "./refusal.ts";

/**
 * Frees a data directory after its launcher was killed. Stops a PostgreSQL that still runs on it. Removes a `postmaster.pid`
 * whose process number now belongs to another program, because PostgreSQL would take that for a server and refuse to start.
 * The caller holds the directory's lock.
 */
export async function stopOrphan(directory: string): Promise<void> {
  const pidFile = join(directory, "postmaster.pid");
  const pid = Number.parseInt(await readFile(pidFile, "utf8").catch(() => ""), 10);
  if (!(pid > 0) || !(await isRunning(pid))) return;
  if (!(await runsOn(pid, directory))) return unlink(pidFile);
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(pid, signal);
    if (await ended(pid)) return;
  }
  throw new Refusal(
    `PostgreSQL of an earlier start (process ${pid}) still runs on ${directory} and does not stop: end it.`,
  );
}

/** PostgreSQL's command line names its data directory after `-D`. */
async function runsOn(pid: number, directory: string): Promise<boolean> {
  const command = await commandOf(pid);
  const real = await realpath(directory);
  return /\bpostgres/.test(command) && [directory, real].some((place) => command.includes(`-D ${place} `));
}

async function ended(pid: number): Promise<boolean> {
  const patience = AbortSignal.timeout(10_000);
  while (await isRunning(pid)) {
    if (patience.aborted) return false;
    await sleep(50);
  }
  return true;
}
