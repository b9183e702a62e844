import { setTimeout as rest } from "node:timers/promises";

/** Milliseconds of CPU time after which others get a turn. */
const LONG_MS = 3;

/**
 * Milliseconds of CPU time that this thread has used. Unlike a clock, it does not count the time of other processes.
 */
export function usedCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Finds the long ones among pieces of work that follow each other. The thread's CPU time is dear to ask for, and never
 * longer than that of the clock. So it is asked for only after a long time by the clock.
 */
export class CpuWatch {
  #began = 0;
  /** A reading of both clocks from up to a long time before the piece began. */
  #reading = { clock: -Infinity, cpu: 0 };

  begin(): void {
    this.#began = performance.now();
    if (this.#began - this.#reading.clock < LONG_MS) return;
    this.#reading = { clock: this.#began, cpu: usedCpuMs() };
  }

  /** Milliseconds of CPU time since the piece began, or 0 if it was not long. */
  longMs(): number {
    const elapsed = performance.now() - this.#began;
    if (elapsed < LONG_MS) return 0;
    const used = Math.min(elapsed, usedCpuMs() - this.#reading.cpu);
    return used < LONG_MS ? 0 : used;
  }
}

/**
 * Runs a long computation in portions. A process does one thing at a time. After every few milliseconds this rests for
 * as long as it worked, so others always get half of the process.
 */
export async function* inPortions<T>(steps: Iterable<T>): AsyncGenerator<T, void, undefined> {
  const watch = new CpuWatch();
  watch.begin();
  for (const step of steps) {
    yield step;
    const used = watch.longMs();
    if (used === 0) continue;
    await rest(used);
    watch.begin();
  }
}

/** Does something with each item, in portions. */
export async function mapInPortions<T, R>(all: Iterable<T>, work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  for await (const one of inPortions(all)) done.push(work(one));
  return done;
}
