import { randomUUID } from "node:crypto";
import { Reader } from "@coachwork/reader";
import type { Services } from "../../graphql/context.js";
import { type ExportServices, FirmExports } from "./export-firm.js";

export interface BulkOptions {
  readonly services: Services;
  /** Milliseconds for which results are kept. */
  readonly keptMs: number;
  /** Milliseconds between two looks for exports. */
  readonly pollMs: number;
  /** Bytes and milliseconds after which lines are stored. They are in memory until then. */
  readonly part?: ExportServices["part"];
  /** Milliseconds that an export waits for its requester's budget before others go first. */
  readonly patienceMs?: number;
}

/** Firms whose exports this process reads at the same time. */
const FIRMS = 4;
/** Milliseconds between two looks for exports, at most. */
const LOOK_MS = 1_000;
/** Milliseconds before a firm's exports are tried again after a failure on our side, such as a storage that is away. */
const REST_MS = 5_000;
const PART = { bytes: 4_000_000, ms: 5_000 };
const PATIENCE_MS = 3_000;

/** Reads lists that somebody exports, and removes results that were kept for long enough. Any gateway does so. */
export class BulkExports {
  readonly #services: ExportServices;
  readonly #running = new Map<string, Promise<void>>();
  /** Firms whose exports could not be read just now. */
  readonly #resting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isStopping = false;

  constructor(private readonly options: BulkOptions) {
    const { services, keptMs, part = PART, patienceMs = PATIENCE_MS } = options;
    const database = services.database.inBackground("exports");
    // What was just erased is not read from a replica that lags.
    const reader = new Reader(database.source, database.readText);
    this.#services = {
      services: { ...services, database, reader },
      queries: services.exportQueries,
      files: services.files,
      worker: randomUUID(),
      keptMs,
      part,
      patienceMs,
      isStopping: () => this.#isStopping,
    };
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), Math.min(LOOK_MS, this.options.pollMs));
    void this.look();
  }

  /** Looks for firms with something to do. */
  async look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch(({ message: failure }: Error) =>
        this.options.services.logger.warn({ failure }, "Looking for exports failed."),
      )
      .finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  /** Stores what was read, and leaves the rest to another gateway. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all(this.#running.values());
  }

  async #look(): Promise<void> {
    if (this.#isStopping || this.#running.size >= FIRMS) return;
    const { services, worker } = this.#services;
    const due = await services.database.readEveryFirm(
      `select firm_id as "firmId" from bulk_line
       where due_at <= $1 and (worker is null or worker = $2::uuid or leased_until < clock_timestamp())
         and firm_id <> all($3::uuid[])
       order by due_at limit ${FIRMS}`,
      [new Date(services.clock.now()), worker, [...this.#running.keys(), ...this.#resting]],
    );
    for (const { firmId } of due as { firmId: string }[]) if (this.#running.size < FIRMS) this.#run(firmId);
  }

  #run(firmId: string): void {
    if (this.#isStopping) return;
    const running = new FirmExports(this.#services, firmId)
      .run()
      .catch(({ message, stack }: Error) => {
        this.options.services.logger.error({ firmId, failure: { message, stack } }, "An export could not be read.");
        this.#resting.add(firmId);
        setTimeout(() => this.#resting.delete(firmId), REST_MS).unref();
      })
      .finally(() => {
        this.#running.delete(firmId);
        void this.look();
      });
    this.#running.set(firmId, running);
  }
}
