import type { Database, Logger } from "@coachwork/platform";

/** Months of the log that exist before they begin, so that a service that is down for long delays nothing. */
const MONTHS_AHEAD = 3;
const EVERY_MS = 3_600_000;
/** Milliseconds until another attempt, such as when a long read was in the way. */
const RETRY_MS = 60_000;

interface LogUpkeepOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** Days for which events are kept at least. A month goes once its last day is older. */
  readonly keepDays: number;
}

/** A month of the log that is older than is kept. */
interface OldMonth {
  readonly name: string;
  readonly is_dropped: boolean;
  /** A reader that has not read the whole month in some firms. Null if all have. */
  readonly unread_by: string | null;
  readonly unread_firms: number | null;
}

/**
 * Makes the months of the event log before they come, and drops those that are older than is kept and that every reader has read.
 * What it may do is decided by functions in the database; several processes take turns there.
 */
export class LogUpkeep {
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly options: LogUpkeepOptions) {}

  start(): void {
    this.#work();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  #work(): void {
    const { logger } = this.options;
    this.#working = keepLog(this.options)
      .then(() => EVERY_MS)
      .catch((error: Error) => {
        logger.warn({ failure: error.message }, "The event log's months could not be kept. This is tried again.");
        return RETRY_MS;
      })
      .then((wait) => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#work(), wait).unref();
      });
  }
}

/** Makes and drops months once. Rejects if somebody holds the log for longer than its writers should wait. */
export async function keepLog({ database, logger, keepDays }: LogUpkeepOptions): Promise<void> {
  // Two transactions, since what is made must not be undone because nothing can be dropped.
  await database.transactionWithoutFirm((query) => query("select event_log.make_months($1)", [MONTHS_AHEAD]));
  const old = await database.transactionWithoutFirm((query) =>
    query<OldMonth>("select * from event_log.drop_months($1)", [keepDays]),
  );
  for (const { name: month, is_dropped: isDropped, unread_by: reader, unread_firms: firms } of old) {
    if (isDropped) logger.info({ month, keepDays }, "A month of the event log was dropped.");
    else logger.warn({ month, reader, firms }, "An old month of the event log stays: a reader has not read it.");
  }
}
