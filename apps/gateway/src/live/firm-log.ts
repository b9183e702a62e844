import { type Bus, type Database, eventsAfter, lastSeq } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";

declare module "../graphql/context.js" {
  interface Services {
    readonly logs: FirmLogs;
  }
}

/** Events of a firm kept in memory for those who follow it closely; who is further behind reads the database. */
const TAIL = 1_000;
/** Read at once. */
const BATCH = 200;
/** How long to trust the bus: a lost wake-up costs this much and no event. */
const POLL_MS = 2_000;

/**
 * The end of one firm's event log, shared by all who follow it in this process. A follower is a cursor and nothing more: it
 * asks for what comes next, so that nothing piles up for one who reads slowly.
 */
class FirmLog {
  #tail: LoggedEvent[] = [];
  #wake: PromiseWithResolvers<void> = Promise.withResolvers();
  #reading: Promise<void> | undefined;
  #again = false;
  followers = 0;

  constructor(
    private readonly database: Database,
    private readonly firmId: string,
    /** The number of the last event known here. */
    private last: number,
  ) {}

  /** Events from after a number, in order; empty when there are none yet. */
  async after(seq: number): Promise<readonly LoggedEvent[]> {
    if (seq >= this.last) return [];
    const first = this.#tail[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (seq + 1 >= first) return this.#tail.slice(seq + 1 - first, seq + 1 - first + BATCH);
    return eventsAfter(this.database, this.firmId, seq, BATCH);
  }

  /** Resolves when there may be more. */
  get more(): Promise<void> {
    return this.#wake.promise;
  }

  /** Reads what was logged since; calls that come while it reads are answered by one more reading. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const events = await eventsAfter(this.database, this.firmId, this.last, BATCH);
      if (events.length === 0) continue;
      this.#again = true;
      this.last = events.at(-1)!.seq;
      this.#tail = [...this.#tail, ...events].slice(-TAIL);
      this.#wake.resolve();
      this.#wake = Promise.withResolvers();
    }
  }
}

/** The event logs of the firms that somebody follows. */
export class FirmLogs {
  readonly #logs = new Map<string, Promise<FirmLog>>();
  readonly #stop: () => void;
  readonly #poll: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    bus: Bus,
  ) {
    this.#stop = bus.onWake((firmId) => this.#refresh(firmId));
    this.#poll = setInterval(() => this.#refresh(null), POLL_MS);
  }

  /** The number of the firm's last event. */
  last(firmId: string): Promise<number> {
    return lastSeq(this.database, firmId);
  }

  /** A firm's events from after a number, in order, without gap or repeat, until the signal. */
  async *follow(firmId: string, after: number, signal: AbortSignal): AsyncGenerator<LoggedEvent, void> {
    const log = await this.#open(firmId, after);
    const ended = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => ended.resolve(), { once: true });
    try {
      for (let seq = after; !signal.aborted;) {
        const { more } = log;
        const events = await log.after(seq);
        for (const event of events) {
          if (signal.aborted) return;
          yield event;
          seq = event.seq;
        }
        if (events.length === 0) await Promise.race([more, ended.promise]);
      }
    } finally {
      log.followers -= 1;
      if (log.followers === 0) this.#logs.delete(firmId);
    }
  }

  close(): void {
    this.#stop();
    clearInterval(this.#poll);
  }

  async #open(firmId: string, after: number): Promise<FirmLog> {
    const opening =
      this.#logs.get(firmId) ??
      lastSeq(this.database, firmId).then((last) => new FirmLog(this.database, firmId, Math.max(last, after)));
    this.#logs.set(firmId, opening);
    const log = await opening.catch((error: unknown) => {
      this.#logs.delete(firmId);
      throw error;
    });
    log.followers += 1;
    this.#logs.set(firmId, opening);
    return log;
  }

  #refresh(firmId: string | null): void {
    const woken = firmId === null ? [...this.#logs.values()] : [this.#logs.get(firmId)];
    // A failed reading is tried again at the next wake-up or poll.
    for (const log of woken) void log?.then((opened) => opened.refresh()).catch(() => undefined);
  }
}
