import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createPool } from "@coachwork/platform";
import { run, type Runner, type RunnerOptions, type WorkerEvents } from "graphile-worker";

/** Milliseconds between a failed runner, such as one without its database, and its successor. */
const RESTART_MS = 1_000;
/** Milliseconds for a runner's jobs in progress. After five seconds it cancels its jobs itself. */
const FAREWELL_MS = 7_000;

export interface LaneOptions {
  /** The jobs of this lane. */
  readonly names: readonly string[];
  /** The queue's database. The lane has its own connections: to listen, to take jobs and to write their outcomes. */
  readonly databaseUrl: string;
  readonly statementTimeoutMs: number;
  readonly runner: RunnerOptions & { readonly concurrency: number };
  /** Receives what prevents the lane from working. */
  readonly complain: (error: Error) => void;
}

/** One life of the library's runner, with its connections. */
interface Life {
  readonly runner: Runner;
  /** Resolves when it can run no more jobs, whether the library says so or not. */
  readonly over: Promise<unknown>;
  /** Makes the lane continue without it. */
  giveUp(): void;
  /** Ends it: waits for jobs in progress, but not forever. */
  end(): Promise<void>;
}

/**
 * Runs the jobs of some names with one runner of the library after another. A runner that cannot write a job's outcome
 * ends without always saying so: its promise stays pending if two jobs hit that. So the lane replaces it at the first
 * sign.
 */
export class Lane {
  readonly #stopping = new AbortController();
  #life: Life | undefined;
  #running: Promise<void> = Promise.resolve();
  /** How many jobs have been started so far. */
  #begun = 0;

  constructor(private readonly options: LaneOptions) {}

  get names(): readonly string[] {
    return this.options.names;
  }

  get begun(): number {
    return this.#begun;
  }

  /** Rejects if the queue does not exist, or is from another version. */
  async start(): Promise<void> {
    this.#life = await this.#begin();
    this.#running = this.#keepRunning();
  }

  /** Replaces a runner that does nothing although there is work. */
  replace(): void {
    this.#life?.giveUp();
  }

  /** Takes no more jobs and waits for those in progress, which are cancelled after a few seconds. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#life?.end(), this.#running]);
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping;
    const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    for (;;) {
      await Promise.race([this.#life?.over, stopped]);
      if (signal.aborted) return;
      void this.#life?.end(); // it may finish its jobs in progress while its successor works
      this.#life = undefined;
      await pause(RESTART_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const next = await this.#begin().catch(this.options.complain);
      if (!next) continue;
      this.#life = next;
      if (signal.aborted) return next.end();
    }
  }

  async #begin(): Promise<Life> {
    const { databaseUrl: url, statementTimeoutMs, runner: options, complain } = this.options;
    const applicationName = "coachwork scheduling jobs";
    const pool = createPool({ url, size: options.concurrency + 1, statementTimeoutMs, applicationName });
    const events: WorkerEvents = new EventEmitter();
    const gaveUp = Promise.withResolvers<void>();
    events.on("job:start", () => (this.#begun += 1));
    events.on("worker:getJob:error", ({ error }) => complain(error as Error));
    events.on("pool:fatalError", () => gaveUp.resolve());
    const runner = await run({ ...options, pgPool: pool, events }).catch(async (error: unknown) => {
      await pool.end();
      throw error;
    });
    const settled = runner.promise.catch(complain);
    return {
      runner,
      over: Promise.race([settled, gaveUp.promise]),
      giveUp: () => gaveUp.resolve(),
      async end() {
        const stopped = runner.stop().catch(() => undefined); // it had already stopped
        await Promise.race([Promise.all([stopped, settled]), pause(FAREWELL_MS)]);
        // Its remaining jobs can no longer write their outcome. They count as abandoned and run again.
        await Promise.race([pool.end(), pause(1_000)]);
      },
    };
  }
}
