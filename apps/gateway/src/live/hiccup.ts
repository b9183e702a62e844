import { setTimeout as pause } from "node:timers/promises";
import { isHiccup } from "../graphql/errors.js";

/** Milliseconds for which a subscription waits for something temporarily unreadable. */
const PATIENCE_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Something that a subscription needs was unreadable for long. Its socket is closed: the client connects again, perhaps
 * to a process that can read, and resumes.
 */
export class Interrupted extends Error {}

/**
 * Reads what nobody can ask for again, such as an event's answer for a subscription. If the database is away, or the
 * firm has too much in progress, it retries a little later. Bugs are thrown at once, because they would repeat.
 *
 * @throws Interrupted if it was unreadable for long, or the signal came first
 */
export function retryHiccups<T>(
  read: () => Promise<T>,
  signal?: AbortSignal,
  patience: number = PATIENCE_MS,
): Promise<T> {
  return read().catch((error: unknown) => readAgain(error, read, signal, performance.now() + patience));
}

async function readAgain<T>(
  failure: unknown,
  read: () => Promise<T>,
  signal: AbortSignal | undefined,
  end: number,
): Promise<T> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    if (!isHiccup(failure)) throw failure;
    if (signal?.aborted || performance.now() + wait > end)
      throw new Interrupted("Something that a subscription needs could not be read.", { cause: failure });
    // Not all at the same moment: there may be thousands.
    await pause(wait * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    try {
      return await read();
    } catch (error) {
      failure = error;
    }
  }
}
