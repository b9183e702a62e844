import { ApiError, ConnectionError } from "./errors.js";

/** How often and how long to try again. */
export interface RetryOptions {
  /** How many attempts there are in all. 1 means none again. 5 by default. */
  readonly attempts?: number;
  /** The pause before the second attempt in milliseconds. Each further one is up to twice as long. 200 by default. */
  readonly firstPauseMs?: number;
  /** The longest pause in milliseconds. If the API says to come back later than that, its error is thrown. 20,000 by default. */
  readonly longestPauseMs?: number;
}

export type Retries = Required<RetryOptions>;

export const defaultRetries: Retries = { attempts: 5, firstPauseMs: 200, longestPauseMs: 20_000 };

/** A pause before the attempt that follows so many: at least half of its length, so that clients do not come together. */
export function pauseAfter(attempts: number, { firstPauseMs, longestPauseMs }: Retries, random = Math.random): number {
  const whole = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
  return whole * (0.5 + random() / 2);
}

/**
 * How long to wait before something that failed is sent again, in milliseconds. Undefined if it must not be.
 *
 * @param isSafe whether it changes nothing, or has idempotency keys
 */
export function waitBefore(error: unknown, attempts: number, isSafe: boolean, retries: Retries): number | undefined {
  if (attempts >= retries.attempts) return undefined;
  const pause = pauseAfter(attempts, retries);
  if (error instanceof ConnectionError) return isSafe ? pause : undefined;
  if (!(error instanceof ApiError)) return undefined;
  if (error.change === "DONE") return undefined;
  const { retryAfterMs: wait } = error;
  if (wait !== undefined) {
    // It was turned away before it began, unless a part of it is answered.
    const mayRetry = wait <= retries.longestPauseMs && (isSafe || error.data === undefined);
    return mayRetry ? wait + pause / 2 : undefined;
  }
  const isAway = error.errors.length === 0 && [502, 503, 504].includes(error.status ?? 0);
  return isSafe && (error.retryable || isAway) ? pause : undefined;
}

/** Does something until it succeeds, or may not be tried again. */
export async function retrying<T>(
  attempt: () => Promise<T>,
  { isSafe, retries, signal }: { isSafe: boolean; retries: Retries; signal?: AbortSignal | undefined },
): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const wait = waitBefore(error, attempts, isSafe, retries);
      if (wait === undefined) throw error;
      await pause(wait, signal);
    }
  }
}

/** Waits. Rejects with the signal's reason if it is aborted meanwhile. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal?.addEventListener("abort", end, { once: true });
  });
}
