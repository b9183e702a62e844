import { setTimeout as pause } from "node:timers/promises";
import type { Logger as OurLogger } from "@coachwork/platform";
import { Logger, makeWorkerUtils, run, type Runner, type RunnerOptions, type WorkerUtils } from "graphile-worker";
import { freeAbandonedJobs } from "./abandoned-jobs.js";
import type { GiveWay } from "./give-way.js";
import type { JobName, JobPayload } from "./jobs.js";
import type { JobServices } from "./services.js";
import type { Task } from "./task.js";

export interface WorkerOptions {
  readonly tasks: { readonly [Name in JobName]: Task<Name> };
  /** Jobs in lanes: none waits for a job of another lane to end. */
  readonly lanes: readonly (readonly JobName[])[];
  readonly services: JobServices;
  /** Whom jobs give way to. */
  readonly giveWay: GiveWay;
  /** The queue has connections of its own: to listen on, to take jobs and to write what became of them. */
  readonly databaseUrl: string;
  /** Jobs that are done at the same time, of each lane. */
  readonly concurrency: number;
  /** Milliseconds between two looks for jobs whose time has come. */
  readonly pollMs: number;
  /** Milliseconds that a job may take; after that it counts as failed. */
  readonly timeLimitMs: number;
}

/** Between the end of a runner that could not go on, such as without its database, and its successor. */
const RESTART_MS = 1_000;

/** Does the jobs, here as in every other process of the service. One that fails is tried again, later each time. */
export class Worker {
  readonly #logger: OurLogger;
  #queue: WorkerUtils | undefined;
  readonly #runners = new Map<RunnerOptions, Runner | undefined>();
  #running: Promise<unknown> = Promise.resolve();
  #watch: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly options: WorkerOptions) {
    this.#logger = options.services.logger;
  }

  /** Rejects where the queue is not there, or is another version's. */
  async start(): Promise<void> {
    const { timeLimitMs, lanes } = this.options;
    this.#queue = await makeWorkerUtils({ ...this.#connection("watch"), maxPoolSize: 1 });
    for (const options of lanes.map((names) => this.#runnerOptions(names)))
      this.#runners.set(options, await run(options));
    this.#running = Promise.all([...this.#runners].map(([options, runner]) => this.#keepRunning(options, runner)));
    this.#watch = setInterval(() => void this.#freeAbandoned(), timeLimitMs);
  }

  /** Takes no more jobs and waits for those under way; after a few seconds these are called off. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#watch);
    const runners = [...this.#runners.values()].filter((runner) => runner !== undefined);
    await Promise.all(runners.map((runner) => runner.stop().catch(() => undefined))); // it had stopped already
    await this.#running;
    await this.#queue?.release();
  }

  /** A runner that cannot write what became of a job ends. The job is found abandoned later, and another runner goes on. */
  async #keepRunning(options: RunnerOptions, first: Runner | undefined): Promise<void> {
    for (let runner = first; ;) {
      await runner?.promise.catch((error: Error) => this.#complain(error));
      if (this.#stopped) return;
      await pause(RESTART_MS);
      runner = await run(options).catch((error: Error) => void this.#complain(error));
      this.#runners.set(options, runner);
      if (this.#stopped) await runner?.stop();
    }
  }

  async #freeAbandoned(): Promise<void> {
    const { timeLimitMs } = this.options;
    const freed = await freeAbandonedJobs(this.#queue!, timeLimitMs).catch((error: Error) => this.#complain(error));
    if (freed) this.#logger.warn({ jobs: freed }, "Jobs that nobody does any more are to be done again.");
  }

  #complain({ message }: Error): void {
    this.#logger.error({ failure: message }, "The job queue cannot be worked on; trying again.");
  }

  #connection(purpose: string) {
    const url = new URL(this.options.databaseUrl);
    url.searchParams.set("application_name", `coachwork scheduling ${purpose}`);
    const logger = graphileLogger(this.#logger);
    return { connectionString: url.href, schema: "graphile_worker", logger };
  }

  #runnerOptions(names: readonly JobName[]): RunnerOptions {
    const { tasks, services, giveWay, concurrency, pollMs, timeLimitMs } = this.options;
    return {
      ...this.#connection("jobs"),
      maxPoolSize: concurrency + 1,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true, // who stops the process stops the worker in its turn
      parsedCronItems: [],
      taskList: Object.fromEntries(
        names.map((name) => [
          name,
          async (payload: unknown, { abortSignal }: { abortSignal: AbortSignal }) => {
            await giveWay.turn();
            const signal = AbortSignal.any([abortSignal, AbortSignal.timeout(timeLimitMs)]);
            return until(signal, (tasks[name] as Task<JobName>)(services, payload as JobPayload<JobName>, signal));
          },
        ]),
      ),
      // What became of a job is written behind its back, so that failing to write ends the runner and not the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
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
