import { type Database, eventsAfter } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { LRUCache } from "lru-cache";

/** Events read at once. */
export const BATCH = 200;
/** Batches kept in memory, of all firms; some megabytes. */
const KEPT = 100;
/** Milliseconds that a batch is kept: for those who replay the same at about the same time. */
const LIFE_MS = 5_000;

/**
 * Stretches of firms' logs for those who are far behind. Batches begin at round numbers, so that all who replay the same
 * stretch of a firm's log share one reading, wherever each began.
 */
export class LogBatches {
  readonly #batches = new LRUCache<string, Promise<readonly LoggedEvent[]>>({ max: KEPT, ttl: LIFE_MS });

  constructor(private readonly database: Database) {}

  /** Some events from after a number, in order; empty when there are none yet. */
  async after(firmId: string, seq: number): Promise<readonly LoggedEvent[]> {
    const start = Math.floor(seq / BATCH) * BATCH;
    const known = await this.#batch(firmId, start);
    const events = known.filter((event) => event.seq > seq);
    if (events.length > 0 || seq === start) return events;
    // The batch was read when it was not full yet.
    this.#batches.delete(keyOf(firmId, start));
    return (await this.#batch(firmId, start)).filter((event) => event.seq > seq);
  }

  /** Nothing that was read of a firm's log holds any more. */
  forget(firmId: string): void {
    for (const key of this.#batches.keys()) if (key.startsWith(`${firmId} `)) this.#batches.delete(key);
  }

  #batch(firmId: string, start: number): Promise<readonly LoggedEvent[]> {
    const key = keyOf(firmId, start);
    const known = this.#batches.get(key);
    if (known) return known;
    const batch = eventsAfter(this.database, firmId, start, BATCH);
    this.#batches.set(key, batch);
    batch.catch(() => this.#batches.delete(key));
    return batch;
  }
}

function keyOf(firmId: string, start: number): string {
  return `${firmId} ${start}`;
}
