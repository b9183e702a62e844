import type { Clock, Database, Logger } from "@coachwork/platform";
import { sendSignInLetter } from "./send-sign-in-letter.js";

interface PostingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds between two checks for letters. */
  readonly pollMs: number;
}

/** The maximum number of letters per check. */
const BATCH = 100;

const newLetters = `update identity.letter set "postedAt" = $1
  where id in (
    select id from identity.letter where "postedAt" is null order by id limit ${BATCH} for update skip locked
  ) returning id`;

const newJobs = `select from graphile_worker.add_jobs(array(
  select ('${sendSignInLetter.name}', json_build_object('letter', id), null, null, null, null, null, null)::graphile_worker.job_spec
  from unnest($1::uuid[]) as id))`;

/**
 * Creates a job for each letter about signing in, exactly once. The gateway writes the letters in its own transactions.
 * They are in no firm's event log, because they belong to no firm.
 */
export class SignInLetterPosting {
  #looking: Promise<void> | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(private readonly options: PostingOptions) {}

  start(): void {
    this.#poll = setInterval(() => this.#look(), this.options.pollMs);
    this.#look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll);
    await this.#looking;
  }

  #look(): void {
    const { database, clock, logger } = this.options;
    this.#looking ??= database
      .transactionWithoutFirm(async (query) => {
        const letters = await query<{ id: string }>(newLetters, [new Date(clock.now())]);
        if (letters.length > 0) await query(newJobs, [letters.map(({ id }) => id)]);
      })
      .catch((error: Error) => logger.warn({ failure: error.message }, "Checking for letters failed."))
      .finally(() => (this.#looking = undefined));
  }
}
