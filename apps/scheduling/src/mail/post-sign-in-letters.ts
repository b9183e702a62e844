import type { Clock, Database, Logger } from "@coachwork/platform";
import { sendSignInLetter } from "./send-sign-in-letter.js";

interface PostingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds between two looks for letters. */
  readonly pollMs: number;
}

/** Letters that one look makes jobs of at most. */
const BATCH = 100;

const newLetters = `update identity.letter set "postedAt" = $1
  where id in (
    select id from identity.letter where "postedAt" is null order by id limit ${BATCH} for update skip locked
  ) returning id`;

const newJobs = `select from graphile_worker.add_jobs(array(
  select ('${sendSignInLetter.name}', json_build_object('letter', id), null, null, null, null, null, null)::graphile_worker.job_spec
  from unnest($1::uuid[]) as id))`;

/**
 * Makes jobs of the letters about somebody's sign-in, each exactly once. The gateway writes them in the transactions that
 * they are part of. They are in no firm's event log, since they belong to no firm.
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
      .catch((error: Error) => logger.warn({ failure: error.message }, "A look for letters failed."))
      .finally(() => (this.#looking = undefined));
  }
}
