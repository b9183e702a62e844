import { LRUCache } from "lru-cache";

export interface BucketOptions {
  /** The size of a full bucket. */
  readonly capacity: number;
  /** How much is refilled each second. */
  readonly restorePerSecond: number;
  /** How many buckets are remembered. The least used ones are forgotten, and are then full again. */
  readonly remembered: number;
}

interface Bucket {
  /** Its content in thousandths. */
  readonly level: number;
  /** The time of that content, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Leaky buckets by key. Their content is counted in thousandths. So a refill in whole milliseconds is never rounded,
 * and the cost is available after exactly the announced time.
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

  /** Milliseconds until a cost can be taken. Infinite if it exceeds a full bucket. */
  wait(key: string, cost: number, now: number): number {
    if (cost > this.options.capacity) return Infinity;
    return Math.ceil(Math.max(0, cost * 1000 - this.#level(key, now)) / this.options.restorePerSecond);
  }

  /** Takes a cost that is available now. */
  take(key: string, cost: number, now: number): void {
    this.#buckets.set(key, { level: this.#level(key, now) - cost * 1000, at: now });
  }

  #level(key: string, now: number): number {
    const full = this.options.capacity * 1000;
    const bucket = this.#buckets.get(key);
    if (!bucket) return full;
    // A clock that was set back neither gives nor takes anything.
    const elapsed = Math.max(0, now - bucket.at);
    return Math.min(full, bucket.level + elapsed * this.options.restorePerSecond);
  }
}
