import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Milliseconds of a clock tick: Linux tells processes' times in hundredths of a second. */
const TICK_MS = 10;

interface Stat {
  readonly parent: number;
  readonly cpuMs: number;
  /** Of children that have ended. */
  readonly endedMs: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = (from: number) => Number(fields[from]) + Number(fields[from + 1]);
    return { parent: Number(fields[1]), cpuMs: ticks(11) * TICK_MS, endedMs: ticks(13) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** CPU time of a process so far; NaN where the system does not tell. */
export function cpuOf(pid: number): number {
  return statOf(pid)?.cpuMs ?? NaN;
}

/** CPU time so far of all processes of the PostgreSQL in this directory, with those that pools have let go. */
export function cpuOfPostgres(directory: string): number {
  const [line] = readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n");
  const postmaster = Number(line);
  const main = statOf(postmaster);
  if (!main) return NaN;
  let sum = main.cpuMs + main.endedMs;
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat?.parent === postmaster) sum += stat.cpuMs;
  }
  return sum;
}
