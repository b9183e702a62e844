import { LRUCache } from "lru-cache";

export interface BucketOptions {
  /** The size of a full bucket. */
  readonly capacity: number;
  /** How much is refilled each second. */
  readonly restorePerSecond: number;
  /** How many buckets are remembered. The least used ones are forgotten, and are then full again. */
  readonly remembered: number;
}

/** Leaky buckets by key. */
export class Buckets {
  readonly #buckets: LRUCache<string, Bucket>;

  constructor(private readonly options: BucketOptions) {
    this.#buckets = new LRUCache({ max: options.remembered });
  }

  of(key: string): Bucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    const bucket = new Bucket(this.options);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

/**
 * Its content is counted in thousandths. So a refill in whole milliseconds is never rounded, and a cost is available
 * after exactly the announced time. Times are in milliseconds since the epoch.
 */
export class Bucket {
  #level: number;
  #at = -Infinity;

  constructor(private readonly options: Pick<BucketOptions, "capacity" | "restorePerSecond">) {
    this.#level = options.capacity * 1000;
  }

  /** How much can be taken at this time, rounded down. */
  available(now: number): number {
    return Math.floor(this.#levelAt(now) / 1000);
  }

  /** Milliseconds until a cost can be taken. Infinite if it exceeds a full bucket. */
  wait(cost: number, now: number): number {
    if (cost > this.options.capacity) return Infinity;
    return Math.ceil(Math.max(0, cost * 1000 - this.#levelAt(now)) / this.options.restorePerSecond);
  }

  /** Takes a cost that is available now. */
  take(cost: number, now: number): void {
    this.#level = this.#levelAt(now) - cost * 1000;
    this.#at = now;
  }

  #levelAt(now: number): number {
    // A clock that was set back neither gives nor takes anything.
    const elapsed = Math.max(0, now - this.#at);
    return Math.min(this.options.capacity * 1000, this.#level + elapsed * this.options.restorePerSecond);
  }
}
