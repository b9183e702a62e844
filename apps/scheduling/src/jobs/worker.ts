import { createPool, type Logger as OurLogger } from "@coachwork/platform";
import { Logger, makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import type { GiveWay } from "./give-way.js";
import type { Job } from "./job.js";
import { Lane } from "./lane.js";
import { failedJobs, freeAbandonedJobs, GRACE, waitingJobs } from "./queue-care.js";
import type { JobServices } from "./services.js";
import { HOUR } from "../core/lengths.js";

export interface WorkerOptions {
  /** The jobs, each in its lane. None waits for a job of another lane to end. */
  readonly jobs: readonly Job[];
  readonly services: JobServices;
  /** Those to whom jobs give way. */
  readonly giveWay: GiveWay;
  readonly databaseUrl: string;
  readonly statementTimeoutMs: number;
  /** How many jobs run at the same time, per lane. */
  readonly concurrency: number;
  /** Milliseconds between two checks for due jobs. */
  readonly pollMs: number;
  /** Milliseconds that a job may take. After that it counts as failed. */
  readonly timeLimitMs: number;
}

/** Milliseconds until failed jobs are logged again. */
const REMIND_MS = HOUR;

/** Runs the jobs, as every other process of the service does. A failed job is retried after growing delays. */
export class Worker {
  readonly #logger: OurLogger;
  readonly #lanes: readonly Lane[];
  #queue: (WorkerUtils & { end(): Promise<void> }) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** How many jobs each lane had started at the last check, and since when that number has not changed. */
  readonly #seen = new Map<Lane, { readonly begun: number; readonly since: number }>();
  readonly #standing = new Map<Lane, string>();
  #failedSaid = { text: "{}", at: 0 };

  constructor(private readonly options: WorkerOptions) {
    this.#logger = options.services.logger;
    this.#lanes = [...Map.groupBy(options.jobs, ({ lane }) => lane).values()].map((jobs) => this.#lane(jobs));
  }

  /** Rejects if the queue does not exist, or is from another version. */
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

  /** What prevents it from working, if anything: lanes in which no job is started although some are due. */
  get problem(): string | undefined {
    return this.#standing.values().next().value;
  }

  /** Takes no more jobs and waits for those in progress, which are cancelled after a few seconds. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    await this.#looking;
    await this.#queue?.end();
  }

  /** A failed check must not prevent the others. */
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
    if (jobs > 0) this.#logger.warn({ jobs }, "Abandoned jobs must run again.");
  }

  /**
   * Nothing was started for longer than any job takes, although something is due. Whatever the reason, a new runner may
   * do better.
   */
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
      this.#standing.set(lane, `No job has been started for ${seconds} seconds: ${jobs.join(", ")}.`);
      this.#logger.error({ jobs, seconds }, "Jobs are due and none is started; restarting their lane.");
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
    this.#logger.error({ failure: message }, "The job queue is unusable; trying again.");
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
        noHandleSignals: true, // the owner of the process stops the worker itself
        parsedCronItems: [],
        taskList: Object.fromEntries(jobs.map((job) => [job.name, this.#doing(job)])),
        // A job's outcome is written in the background, so a failure to write it ends the runner and not the process.
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

/** The work, or the signal's reason if that comes first, whether the work heeds it or not. */
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

/** The library's messages in our log, without their data, such as a job's whole row. */
function graphileLogger(logger: OurLogger): Logger {
  return new Logger(({ label, taskIdentifier, jobId }) => (level, message) => {
    logger[levels[level]]({ part: label, job: taskIdentifier, jobId }, message);
  });
}
