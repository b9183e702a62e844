import { type LoggedEvent, LogCursor } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import type { Logger } from "../logger.js";
import { eventsWithin, firmsAhead, firmsReadBy } from "./event-log.js";
import type { CommandServices } from "./services.js";
import { executeWithoutActor } from "./without-actor.js";

export interface LogReaderOptions extends CommandServices {
  /** The name under which progress is stored. A new name starts at each firm's first event. */
  readonly name: string;
  /**
   * Whether it only reads the logs of firms for which its progress was written before, by what has it begin. By default, it reads
   * every firm's.
   */
  readonly isAsked?: boolean;
  /** Called when events of a firm were processed, after the commit. */
  readonly processed?: (firmId: string) => void;
  /**
   * Applies an event's effect, in this transaction only: then it happens exactly once. `now` is in epoch milliseconds.
   * The event may be old.
   */
  readonly effect: (transaction: Transaction, event: LoggedEvent, now: number) => Promise<void>;
  /** Milliseconds between two searches for firms whose wake-up was lost. */
  readonly pollMs: number;
  readonly logger: Logger;
}

/**
 * The maximum number of events per transaction. A transaction occupies a connection, and one failed event repeats all
 * of them.
 */
const BATCH = 100;
/** How many firms are read at the same time. The rest of the pool is for requests. */
const LANES = 2;
/** How long a firm's log rests after reading. Events in the meantime are processed in one transaction. */
const REST_MS = 100;

/**
 * Follows every firm's event log and applies the effect of each event, in order and exactly once, even if processes
 * crash or several run. The number of the last processed event is a row. A reader of a firm's log locks that row and
 * updates it in the transaction of the effects.
 */
export class LogReader {
  /** Firms that may have more events. */
  readonly #waiting = new Set<string>();
  /**
   * Firms that are being read here, or that rest. A new wake-up for one of them waits, because the current read may not
   * include the latest event.
   */
  readonly #reading = new Set<string>();
  readonly #lanes = new Set<Promise<void>>();
  #idle = LANES;
  #looking: Promise<void> | undefined;
  /** The firms whose logs it reads, if it only reads some. */
  #asked = new Set<string>();
  #stopListening: () => void = () => undefined;
  #poll: NodeJS.Timeout | undefined;
  #stopped = false;

  private readonly options: LogReaderOptions;

  constructor(options: LogReaderOptions) {
    this.options = { ...options, database: options.database.inBackground("event log") };
  }

  start(): void {
    const { bus, isAsked = false } = this.options;
    this.#stopListening = bus.onWake((firmId) => {
      if (firmId === null) this.#look();
      // One that begins is found by the next search, at the latest.
      else if (!isAsked || this.#asked.has(firmId)) this.#add(firmId);
    });
    this.#poll = setInterval(() => this.#look(), this.options.pollMs);
    this.#look();
  }

  /** Resolves when the running transactions have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearInterval(this.#poll);
    await this.#looking;
    await Promise.all(this.#lanes);
  }

  /** Searches for firms whose log is ahead of this reader. */
  #look(): void {
    const { database, name, isAsked = false, logger } = this.options;
    this.#looking ??= (isAsked ? this.#askedAhead() : firmsAhead(database, name))
      .then((firmIds) => firmIds.forEach((firmId) => this.#add(firmId)))
      .catch((error: Error) => logger.warn({ reader: name, failure: error.message }, "Checking the event logs failed."))
      .finally(() => (this.#looking = undefined));
  }

  async #askedAhead(): Promise<string[]> {
    const firms = await firmsReadBy(this.options.database, this.options.name);
    this.#asked = new Set(firms.map(({ firmId }) => firmId));
    return firms.filter(({ isAhead }) => isAhead).map(({ firmId }) => firmId);
  }

  #add(firmId: string): void {
    if (this.#stopped) return;
    this.#waiting.add(firmId);
    if (this.#idle === 0) return;
    this.#idle -= 1;
    const lane: Promise<void> = this.#readAll().finally(() => this.#lanes.delete(lane));
    this.#lanes.add(lane);
  }

  async #readAll(): Promise<void> {
    for (let firmId = this.#next(); firmId !== undefined; firmId = this.#next()) {
      this.#waiting.delete(firmId);
      this.#reading.add(firmId);
      const hasMore = await this.#readSome(firmId).catch((error: Error) => this.#report(firmId, error));
      if (hasMore) this.#waiting.add(firmId);
      setTimeout(() => this.#readAgain(firmId), hasMore ? 0 : REST_MS).unref();
    }
    this.#idle += 1; // in the same tick as the last check of #waiting, so that no firm is missed
  }

  #readAgain(firmId: string): void {
    this.#reading.delete(firmId);
    if (this.#waiting.has(firmId)) this.#add(firmId);
  }

  #next(): string | undefined {
    if (!this.#stopped) for (const firmId of this.#waiting) if (!this.#reading.has(firmId)) return firmId;
    return undefined;
  }

  /** Processes a firm's next events, unless another process is doing that. Returns whether there may be more. */
  async #readSome(firmId: string): Promise<boolean> {
    const { name: reader, isAsked = false, effect, processed } = this.options;
    let read = 0;
    const hasMore = await executeWithoutActor(this.options, firmId, async (transaction, now) => {
      const seq = await lockCursor(transaction, reader);
      if (seq === undefined) return !isAsked && transaction.insertUnlessTaken(LogCursor, { reader, seq: 0 });
      const events = await eventsWithin(transaction, seq, BATCH);
      if (events.length === 0) return false;
      this.#requireNext(firmId, seq, events[0]!.seq);
      for (const event of events) {
        await effect(transaction, event, now).catch((cause: unknown) => {
          throw new Error(`The effect of event ${event.seq}, ${event.type}, failed.`, { cause });
        });
      }
      await transaction.update(LogCursor, { reader }, { seq: events.at(-1)!.seq });
      read = events.length;
      return events.length === BATCH;
    });
    if (read > 0) processed?.(firmId);
    return hasMore;
  }

  /**
   * Numbers are dense, so what is missing was removed. A reader that is new to a firm begins with what is kept. One that has
   * begun never passes over what it has not read: months are only dropped once all have read them.
   */
  #requireNext(firmId: string, seq: number, next: number): void {
    if (next === seq + 1) return;
    const { name: reader, logger } = this.options;
    if (seq > 0)
      throw new Error(
        `Events ${seq + 1} to ${next - 1} are not in the log, and the reader has not read them. Restore them, or set its seq in log_cursor to ${next - 1} to go on without them.`,
      );
    logger.info({ reader, firmId, seq: next }, "A reader begins with the first event that is kept.");
  }

  /** The firm's progress stays. This is retried at its next event or the next search, and other firms continue. */
  #report(firmId: string, { message, cause, stack }: Error): undefined {
    const { name: code, message: reason } = (cause ?? {}) as Partial<Error>;
    this.options.logger.error(
      { reader: this.options.name, firmId, failure: { message, code, reason, stack } },
      "A firm's events could not be processed.",
    );
  }
}

/** The number of the last processed event. Undefined if another process holds it, or if there is none yet. */
async function lockCursor(transaction: Transaction, reader: string): Promise<number | undefined> {
  const [cursor] = await transaction.query<{ seq: number }>(
    `select seq::float8 as seq from log_cursor where firm_id = $1::uuid and reader = $2::text for update skip locked`,
    [transaction.scope.firmId, reader],
  );
  return cursor?.seq;
}
