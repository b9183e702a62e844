import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createPool } from "@coachwork/platform";
import { run, type Runner, type RunnerOptions, type WorkerEvents } from "graphile-worker";

/** Milliseconds between a runner that cannot go on, such as without its database, and its successor. */
const RESTART_MS = 1_000;
/** Milliseconds for what a runner has begun: after five seconds it calls its jobs off itself. */
const FAREWELL_MS = 7_000;

export interface LaneOptions {
  /** The jobs of this lane. */
  readonly names: readonly string[];
  /** The queue's database. The lane has connections of its own: to listen on, to take jobs and to write what became of them. */
  readonly databaseUrl: string;
  readonly statementTimeoutMs: number;
  readonly runner: RunnerOptions & { readonly concurrency: number };
  /** Is told what keeps the lane from its work. */
  readonly complain: (error: Error) => void;
}

/** One life of the library's runner, with its connections. */
interface Life {
  readonly runner: Runner;
  /** Resolves when it can do no more jobs, whether the library says so or not. */
  readonly over: Promise<unknown>;
  /** Has the lane go on without it. */
  giveUp(): void;
  /** Ends it: waits for what it has begun, but not forever. */
  end(): Promise<void>;
}

/**
 * Does the jobs of some names, one runner of the library after the other. A runner that cannot write what became of a job ends,
 * and does not always say so: its promise stays open where two jobs met that. So the lane goes on at the first sign.
 */
export class Lane {
  readonly #stopping = new AbortController();
  #life: Life | undefined;
  #running: Promise<void> = Promise.resolve();
  /** How many jobs were begun so far. */
  #begun = 0;

  constructor(private readonly options: LaneOptions) {}

  get names(): readonly string[] {
    return this.options.names;
  }

  get begun(): number {
    return this.#begun;
  }

  /** Rejects where the queue is not there, or is another version's. */
  async start(): Promise<void> {
    this.#life = await this.#begin();
    this.#running = this.#goOn();
  }

  /** Replaces a runner that does nothing though there is something to do. */
  replace(): void {
    this.#life?.giveUp();
  }

  /** Takes no more jobs and waits for those under way; after a few seconds these are called off. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#life?.end(), this.#running]);
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopping;
    const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    for (;;) {
      await Promise.race([this.#life?.over, stopped]);
      if (signal.aborted) return;
      void this.#life?.end(); // what it has begun it may finish while its successor goes on
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
        const stopped = runner.stop().catch(() => undefined); // it had stopped already
        await Promise.race([Promise.all([stopped, settled]), pause(FAREWELL_MS)]);
        // A job that it has still begun cannot write its end any more: it counts as abandoned, and is done again.
        await Promise.race([pool.end(), pause(1_000)]);
      },
    };
  }
}
