import { type LoggedEvent, LogCursor } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import type { Logger } from "../logger.js";
import { eventsWithin, firmsAhead } from "./event-log.js";
import type { CommandServices } from "./services.js";
import { executeUnasked } from "./unasked.js";

export interface LogReaderOptions extends CommandServices {
  /** Under which it is remembered how far each firm's log was read. Another name begins anew, at each firm's first event. */
  readonly name: string;
  /**
   * What follows from an event, in the database and in this transaction alone: then it is done exactly once. `now` is in
   * epoch milliseconds; the event may be long past.
   */
  readonly effect: (transaction: Transaction, event: LoggedEvent, now: number) => Promise<void>;
  /** Milliseconds between two looks for firms whose wake-up was lost. */
  readonly pollMs: number;
  readonly logger: Logger;
}

/** Events done in one transaction at most: it holds a connection, and all of it is done again where one of them fails. */
const BATCH = 100;
/** Firms read at the same time: the rest of the pool is for those who wait for an answer. */
const LANES = 2;
/** How long a firm's log is let be once it was read: what happens in the meantime is done in one transaction. */
const REST_MS = 100;

/**
 * Follows every firm's event log and does what follows from each event: in order, exactly once, however often processes die
 * and however many there are. The number of the last event done is a row; whoever reads a firm's log holds its lock, and
 * writes it in the transaction of the effects.
 */
export class LogReader {
  /** Firms that may have more. */
  readonly #waiting = new Set<string>();
  /**
   * Firms being read here, or let be since: who comes for one of these again waits, since what is being read may not have
   * the latest yet.
   */
  readonly #reading = new Set<string>();
  readonly #lanes = new Set<Promise<void>>();
  #idle = LANES;
  #looking: Promise<void> | undefined;
  #stopListening: () => void = () => undefined;
  #poll: NodeJS.Timeout | undefined;
  #stopped = false;

  private readonly options: LogReaderOptions;

  constructor(options: LogReaderOptions) {
    this.options = { ...options, database: options.database.inBackground("event log") };
  }

  start(): void {
    this.#stopListening = this.options.bus.onWake((firmId) => (firmId === null ? this.#look() : this.#add(firmId)));
    this.#poll = setInterval(() => this.#look(), this.options.pollMs);
    this.#look();
  }

  /** Ends once the transactions under way have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearInterval(this.#poll);
    await this.#looking;
    await Promise.all(this.#lanes);
  }

  /** Looks for firms that are ahead of this reader. */
  #look(): void {
    const { database, name, logger } = this.options;
    this.#looking ??= firmsAhead(database, name)
      .then((firmIds) => firmIds.forEach((firmId) => this.#add(firmId)))
      .catch((error: Error) =>
        logger.warn({ reader: name, failure: error.message }, "A look at the event logs failed."),
      )
      .finally(() => (this.#looking = undefined));
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
    this.#idle += 1; // in the same moment as the last look at #waiting, so that no firm comes in between
  }

  #readAgain(firmId: string): void {
    this.#reading.delete(firmId);
    if (this.#waiting.has(firmId)) this.#add(firmId);
  }

  #next(): string | undefined {
    if (!this.#stopped) for (const firmId of this.#waiting) if (!this.#reading.has(firmId)) return firmId;
    return undefined;
  }

  /** Does a firm's next events, unless another process is at it. Whether there may be more. */
  async #readSome(firmId: string): Promise<boolean> {
    const { name: reader, effect } = this.options;
    return executeUnasked(this.options, firmId, async (transaction, now) => {
      const seq = await lockCursor(transaction, reader);
      if (seq === undefined) return transaction.insertUnlessTaken(LogCursor, { reader, seq: 0 });
      const events = await eventsWithin(transaction, seq, BATCH);
      if (events.length === 0) return false;
      for (const event of events) {
        await effect(transaction, event, now).catch((cause: unknown) => {
          throw new Error(`The effect of event ${event.seq}, ${event.type}, failed.`, { cause });
        });
      }
      await transaction.update(LogCursor, { reader }, { seq: events.at(-1)!.seq });
      return events.length === BATCH;
    });
  }

  /** The firm stays where it is: this is tried again at its next event or the next look, and other firms go on. */
  #report(firmId: string, { message, cause, stack }: Error): undefined {
    const { name: code, message: reason } = (cause ?? {}) as Partial<Error>;
    this.options.logger.error(
      { reader: this.options.name, firmId, failure: { message, code, reason, stack } },
      "Events of a firm could not be followed up.",
    );
  }
}

/** The number of the last event done; undefined where another process holds it, or where there is none yet. */
async function lockCursor(transaction: Transaction, reader: string): Promise<number | undefined> {
  const [cursor] = await transaction.query<{ seq: number }>(
    `select seq::float8 as seq from log_cursor where firm_id = $1::uuid and reader = $2::text for update skip locked`,
    [transaction.scope.firmId, reader],
  );
  return cursor?.seq;
}
