/** How many wrong guesses are allowed, and how fast they are forgiven. */
export interface GuessLimit {
  /** Wrong guesses without a delay. */
  readonly free: number;
  /** Milliseconds after which one of them is forgiven. */
  readonly forgiveMs: number;
}

/** Per account: a person who does not remember the password. */
export const ACCOUNT: GuessLimit = { free: 5, forgiveMs: 15 * 60_000 };
/** Per network: everybody behind one address, such as an office. */
export const NETWORK: GuessLimit = { free: 50, forgiveMs: 30_000 };

const FIRST_DELAY_MS = 1_000;
/** The maximum delay, so that somebody else's guesses lock nobody out for good. */
const LONGEST_DELAY_MS = 15 * 60_000;

/** The number of wrong guesses that still count after a time, as a fraction. */
export function remaining(failures: number, elapsedMs: number, { forgiveMs }: GuessLimit): number {
  return Math.max(0, failures - Math.max(0, elapsedMs) / forgiveMs);
}

/** Milliseconds to wait after this many wrong guesses: nothing at first, then twice as long each time. */
export function delayAfter(failures: number, { free }: GuessLimit): number {
  const beyond = Math.ceil(failures) - free;
  return beyond < 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** beyond);
}
