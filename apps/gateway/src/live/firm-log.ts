import { type Bus, type Database, eventsAfter, lastSeq } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { setImmediate as breathe } from "node:timers/promises";
import { LogBatches } from "./log-batches.js";

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

  constructor(
    private readonly database: Database,
    private readonly batches: LogBatches,
    private readonly firmId: string,
    /** The number of the last event known here. */
    private last: number,
  ) {}

  /** Events from after a number, in order; empty when there are none yet. */
  async after(seq: number): Promise<readonly LoggedEvent[]> {
    if (seq >= this.last) return [];
    const first = this.#tail[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (seq + 1 >= first) return this.#tail.slice(seq + 1 - first, seq + 1 - first + BATCH);
    return this.batches.after(this.firmId, seq);
  }

  /** Resolves when there may be more. */
  get more(): Promise<void> {
    return this.#wake.promise;
  }

  /** Reads what was logged since; calls that come while it reads are answered by one more reading. */
  refresh(): Promise<void> {
    this.#again = true;
    return (this.#reading ??= this.#read());
  }

  async #read(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        const events = await eventsAfter(this.database, this.firmId, this.last, BATCH);
        if (events.length > 0) this.#take(events);
      }
    } finally {
      this.#reading = undefined; // in the same moment as the last look at #again, so that no call falls in between
    }
  }

  #take(events: readonly LoggedEvent[]): void {
    this.#again = true;
    this.last = events.at(-1)!.seq;
    this.#tail = [...this.#tail, ...events].slice(-TAIL);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

/** A log and how many follow it. */
interface Followed {
  readonly opening: Promise<FirmLog>;
  followers: number;
}

/** The event logs of the firms that somebody follows. */
export class FirmLogs {
  readonly #followed = new Map<string, Followed>();
  readonly #stop: () => void;
  readonly #poll: NodeJS.Timeout;
  readonly #batches: LogBatches;

  constructor(
    private readonly database: Database,
    bus: Bus,
  ) {
    this.#batches = new LogBatches(database);
    this.#stop = bus.onWake((firmId) => this.#refresh(firmId));
    this.#poll = setInterval(() => this.#refresh(null), POLL_MS);
  }

  /** The number of the firm's last event. */
  last(firmId: string): Promise<number> {
    return lastSeq(this.database, firmId);
  }

  /** A firm's events from after a number, in order, without gap or repeat, until the signal. */
  async *follow(firmId: string, after: number, signal: AbortSignal): AsyncGenerator<LoggedEvent, void> {
    // Counted before anything is waited for, so that a log which somebody is about to follow is not given up.
    const followed = this.#followed.get(firmId) ?? { opening: this.#open(firmId), followers: 0 };
    this.#followed.set(firmId, followed);
    followed.followers += 1;
    try {
      yield* eventsOf(await followed.opening, after, signal);
    } finally {
      followed.followers -= 1;
      if (followed.followers === 0) this.#followed.delete(firmId);
    }
  }

  close(): void {
    this.#stop();
    clearInterval(this.#poll);
  }

  async #open(firmId: string): Promise<FirmLog> {
    return new FirmLog(this.database, this.#batches, firmId, await lastSeq(this.database, firmId));
  }

  #refresh(firmId: string | null): void {
    const woken = firmId === null ? [...this.#followed.values()] : [this.#followed.get(firmId)];
    // A failed reading is tried again at the next wake-up or poll.
    for (const followed of woken) void followed?.opening.then((log) => log.refresh()).catch(() => undefined);
  }
}

async function* eventsOf(log: FirmLog, after: number, signal: AbortSignal): AsyncGenerator<LoggedEvent, void> {
  const ended = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => ended.resolve(), { once: true });
  for (let seq = after; !signal.aborted;) {
    const { more } = log;
    const events = await log.after(seq);
    for (const event of events) {
      if (signal.aborted) return;
      yield event;
      seq = event.seq;
    }
    // A long replay out of memory must not keep the process from everybody else.
    if (events.length > 0) await breathe();
    else await Promise.race([more, ended.promise]);
  }
}
