import { LRUCache } from "lru-cache";

export interface BucketOptions {
  /** What a full bucket holds. */
  readonly capacity: number;
  /** How much comes back each second, until it is full. */
  readonly restorePerSecond: number;
  /** How many are remembered; one that is forgotten, the least used, is full again. */
  readonly remembered: number;
}

interface Bucket {
  /** What it held, in thousandths. */
  readonly level: number;
  /** When that was, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Leaky buckets by key. What one holds is counted in thousandths: so much comes back in whole milliseconds that nothing is
 * ever rounded, and after the time that is said to pass the cost is there.
 */
export class Buckets {
  readonly #buckets: LRUCache<string, Bucket>;

  constructor(private readonly options: BucketOptions) {
    this.#buckets = new LRUCache({ max: options.remembered });
  }

  /** How much can be taken at this time, rounded down. */
  available(key: string, now: number): number {
    return Math.floor(this.#level(key, now) / 1000);
  }

  /** Milliseconds until a cost can be taken; infinite where it is more than the bucket ever holds. */
  wait(key: string, cost: number, now: number): number {
    if (cost > this.options.capacity) return Infinity;
    return Math.ceil(Math.max(0, cost * 1000 - this.#level(key, now)) / this.options.restorePerSecond);
  }

  /** Takes a cost for which there is no wait. */
  take(key: string, cost: number, now: number): void {
    this.#buckets.set(key, { level: this.#level(key, now) - cost * 1000, at: now });
  }

  #level(key: string, now: number): number {
    const full = this.options.capacity * 1000;
    const bucket = this.#buckets.get(key);
    if (!bucket) return full;
    // A clock that was set back gives nothing, and takes nothing.
    const elapsed = Math.max(0, now - bucket.at);
    return Math.min(full, bucket.level + elapsed * this.options.restorePerSecond);
  }
}
