import { createPool, type Logger as OurLogger } from "@coachwork/platform";
import { Logger, makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import type { GiveWay } from "./give-way.js";
import type { Job } from "./job.js";
import { Lane } from "./lane.js";
import { failedJobs, freeAbandonedJobs, GRACE, waitingJobs } from "./queue-care.js";
import type { JobServices } from "./services.js";
import { HOUR } from "../core/lengths.js";

export interface WorkerOptions {
  /** What there is to do, each in its lane: none waits for a job of another lane to end. */
  readonly jobs: readonly Job[];
  readonly services: JobServices;
  /** Whom jobs give way to. */
  readonly giveWay: GiveWay;
  readonly databaseUrl: string;
  readonly statementTimeoutMs: number;
  /** Jobs that are done at the same time, of each lane. */
  readonly concurrency: number;
  /** Milliseconds between two looks for jobs whose time has come. */
  readonly pollMs: number;
  /** Milliseconds that a job may take; after that it counts as failed. */
  readonly timeLimitMs: number;
}

/** Milliseconds after which it is said again that there are jobs which failed for good. */
const REMIND_MS = HOUR;

/** Does the jobs, here as in every other process of the service. One that fails is tried again, later each time. */
export class Worker {
  readonly #logger: OurLogger;
  readonly #lanes: readonly Lane[];
  #queue: (WorkerUtils & { end(): Promise<void> }) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** What each lane had begun at the last look, and since when it has begun nothing more. */
  readonly #seen = new Map<Lane, { readonly begun: number; readonly since: number }>();
  readonly #standing = new Map<Lane, string>();
  #failedSaid = { text: "{}", at: 0 };

  constructor(private readonly options: WorkerOptions) {
    this.#logger = options.services.logger;
    this.#lanes = [...Map.groupBy(options.jobs, ({ lane }) => lane).values()].map((jobs) => this.#lane(jobs));
  }

  /** Rejects where the queue is not there, or is another version's. */
  async start(): Promise<void> {
    const { databaseUrl: url, statementTimeoutMs, timeLimitMs } = this.options;
    const pool = createPool({ url, size: 1, statementTimeoutMs, applicationName: "coachwork scheduling watch" });
    const utils = await makeWorkerUtils({ ...this.#library, pgPool: pool });
    this.#queue = {
      ...utils,
      async end() {
        await utils.release();
        await pool.end();
      },
    };
    for (const lane of this.#lanes) await lane.start();
    this.#look();
    this.#timer = setInterval(() => this.#look(), timeLimitMs);
  }

  /** What keeps it from its work, if anything does: lanes in which no job is begun though some are due. */
  get problem(): string | undefined {
    return this.#standing.values().next().value;
  }

  /** Takes no more jobs and waits for those under way; after a few seconds these are called off. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    await this.#looking;
    await this.#queue?.end();
  }

  /** One thing that cannot be found out keeps nobody from the others. */
  #look(): void {
    const queue = this.#queue!;
    const { timeLimitMs } = this.options;
    const looks = [
      async () => this.#tellOfFreed(await freeAbandonedJobs(queue, timeLimitMs)),
      async () => this.#tellOfStanding(await waitingJobs(queue)),
      async () => this.#tellOfFailed(await failedJobs(queue)),
    ];
    for (const look of looks) this.#looking = this.#looking.then(look).catch((error: Error) => this.#complain(error));
  }

  #tellOfFreed(jobs: number): void {
    if (jobs > 0) this.#logger.warn({ jobs }, "Jobs that nobody does any more are to be done again.");
  }

  /** Nothing begun for longer than any job takes, though something is due: whatever the reason, another runner may do better. */
  #tellOfStanding(waiting: ReadonlyMap<string, number>): void {
    const limit = this.options.timeLimitMs * GRACE;
    const now = this.options.services.clock.now();
    for (const lane of this.#lanes) {
      const seen = this.#seen.get(lane);
      const since = seen?.begun === lane.begun ? seen.since : now;
      this.#seen.set(lane, { begun: lane.begun, since });
      const due = Math.max(...lane.names.map((name) => waiting.get(name) ?? 0));
      if (due < limit || now - since < limit) {
        this.#standing.delete(lane);
        continue;
      }
      const jobs = lane.names.filter((name) => waiting.has(name));
      const seconds = Math.round(due / 1_000);
      this.#standing.set(lane, `Jobs are not begun, for ${seconds} seconds: ${jobs.join(", ")}.`);
      this.#logger.error({ jobs, seconds }, "Jobs are due and none is begun; starting their lane anew.");
      lane.replace();
    }
  }

  #tellOfFailed(failed: Readonly<Record<string, number>>): void {
    const text = JSON.stringify(failed);
    const now = this.options.services.clock.now();
    if (text === this.#failedSaid.text && (text === "{}" || now - this.#failedSaid.at < REMIND_MS)) return;
    this.#failedSaid = { text, at: now };
    if (text !== "{}") this.#logger.error({ jobs: failed }, "Jobs have failed for good: see graphile_worker.jobs.");
  }

  #complain({ message }: Error): void {
    this.#logger.error({ failure: message }, "The job queue cannot be worked on; trying again.");
  }

  get #library() {
    return { schema: "graphile_worker", logger: graphileLogger(this.#logger) };
  }

  #lane(jobs: readonly Job[]): Lane {
    const { databaseUrl, statementTimeoutMs, concurrency, pollMs } = this.options;
    return new Lane({
      names: jobs.map(({ name }) => name),
      databaseUrl,
      statementTimeoutMs,
      complain: (error) => this.#complain(error),
      runner: {
        ...this.#library,
        concurrency,
        pollInterval: pollMs,
        noHandleSignals: true, // who stops the process stops the worker in its turn
        parsedCronItems: [],
        taskList: Object.fromEntries(jobs.map((job) => [job.name, this.#doing(job)])),
        // What became of a job is written behind its back, so that failing to write ends the runner and not the process.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      },
    });
  }

  #doing(job: Job) {
    return async (payload: unknown, { abortSignal }: { abortSignal: AbortSignal }) => {
      const { services, giveWay, timeLimitMs } = this.options;
      const told = job.told.parse(payload);
      await giveWay.turn();
      const signal = AbortSignal.any([abortSignal, AbortSignal.timeout(timeLimitMs)]);
      return until(signal, job.run(services, told, signal));
    };
  }
}

/** The work, or the signal's reason where that comes first, whether the work heeds it or not. */
async function until(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/** The library's messages in our log, without what it tells beside them, such as a job's whole row. */
function graphileLogger(logger: OurLogger): Logger {
  return new Logger(({ label, taskIdentifier, jobId }) => (level, message) => {
    logger[levels[level]]({ part: label, job: taskIdentifier, jobId }, message);
  });
}
