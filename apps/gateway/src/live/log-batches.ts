import { type Database, eventsAfter } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { LRUCache } from "lru-cache";

/** The number of events per read. */
export const BATCH = 200;
/** The number of batches kept in memory for all firms: some megabytes. */
const KEPT = 100;
/** Milliseconds for which a batch is kept, for those who replay the same at about the same time. */
const LIFE_MS = 5_000;

/**
 * Parts of firms' logs for followers who are far behind. Batches begin at round numbers, so everybody who replays the
 * same part shares one read.
 */
export class LogBatches {
  readonly #batches = new LRUCache<string, Promise<readonly LoggedEvent[]>>({ max: KEPT, ttl: LIFE_MS });

  constructor(private readonly database: Database) {}

  /** Some events after a number, in order. Empty if there are none yet. */
  async after(firmId: string, seq: number): Promise<readonly LoggedEvent[]> {
    const start = Math.floor(seq / BATCH) * BATCH;
    const known = await this.#batch(firmId, start);
    const events = known.filter((event) => event.seq > seq);
    if (events.length > 0 || seq === start) return events;
    // The batch was not full when it was read.
    this.#batches.delete(keyOf(firmId, start));
    return (await this.#batch(firmId, start)).filter((event) => event.seq > seq);
  }

  /** Discards everything read from a firm's log. */
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
