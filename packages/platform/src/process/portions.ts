import { setTimeout as rest } from "node:timers/promises";

/** Milliseconds of CPU after which others are to have a turn. */
export const LONG_MS = 3;

/** Milliseconds of CPU that this thread has used. Unlike a clock, it does not count what other processes did meanwhile. */
export function usedCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Goes through a long computation in portions. A process does one thing at a time: after each few milliseconds this rests for
 * as long as it worked, so that others have half of the process whatever is computed.
 */
export async function* inPortions<T>(steps: Iterable<T>): AsyncGenerator<T, void, undefined> {
  let began = usedCpuMs();
  for (const step of steps) {
    yield step;
    const used = usedCpuMs() - began;
    if (used < LONG_MS) continue;
    await rest(used);
    began = usedCpuMs();
  }
}

/** Does something with each, in portions. */
export async function mapInPortions<T, R>(all: Iterable<T>, work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  for await (const one of inPortions(all)) done.push(work(one));
  return done;
}
