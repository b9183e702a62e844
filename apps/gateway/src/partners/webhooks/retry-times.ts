const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds after each failed attempt until the next. After the last of them, a message is given up. */
export const RETRIES: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** An endpoint that failed for so many milliseconds, without one success, is disabled. */
export const FAILING_MS = 5 * 24 * HOUR;

/** The most by which a wait is longer, as a share of it: messages that failed together are not all sent again together. */
const JITTER = 0.1;

/**
 * When a message is sent again, in epoch milliseconds. Undefined if it is given up.
 *
 * @param tries the attempts since it was made or replayed
 * @param random 0 up to 1
 */
export function retryAt(tries: number, failedAt: number, random: () => number = Math.random): number | undefined {
  const wait = RETRIES[tries - 1];
  return wait === undefined ? undefined : failedAt + Math.round(wait * (1 + JITTER * random()));
}
