import { setTimeout as rest } from "node:timers/promises";

/** Milliseconds of CPU time after which others get a turn. */
export const LONG_MS = 3;

/**
 * Milliseconds of CPU time that this thread has used. Unlike a clock, it does not count the time of other processes.
 */
export function usedCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Runs a long computation in portions. A process does one thing at a time. After every few milliseconds this rests for
 * as long as it worked, so others always get half of the process.
 */
export async function* inPortions<T>(steps: Iterable<T>): AsyncGenerator<T, void, undefined> {
  let began = usedCpuMs();
  let clock = performance.now();
  for (const step of steps) {
    yield step;
    // The thread's own time is dear to ask for, and never longer than that of the clock.
    if (performance.now() - clock < LONG_MS) continue;
    const used = usedCpuMs() - began;
    if (used < LONG_MS) continue;
    await rest(used);
    began = usedCpuMs();
    clock = performance.now();
  }
}

/** Does something with each item, in portions. */
export async function mapInPortions<T, R>(all: Iterable<T>, work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  for await (const one of inPortions(all)) done.push(work(one));
  return done;
}
