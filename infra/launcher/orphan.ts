import { readFile, realpath, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isRunning } from "./pids.ts";
import { Refusal } from "./refusal.ts";

/**
 * Makes a data directory free for a new PostgreSQL after a launcher that was killed: one that still runs on it is stopped,
 * and a `postmaster.pid` whose number now belongs to another program is removed, since PostgreSQL would take that for itself
 * and refuse to start. The caller holds the lock of the directory.
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

/** The command line of a PostgreSQL names its directory after `-D`. */
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
