import pg from "pg";
import type { Logger } from "../logger.js";
import type { Bus } from "./bus.js";

const CHANNEL = "coachwork_events";

/** Between two notifications: wake-ups for the same firm in the meantime become one. Each costs every process that listens. */
const PAUSE_MS = 25;

/** After a lost connection. */
const RECONNECT_MS = 500;

/**
 * The bus over LISTEN and NOTIFY, on a connection of its own and never inside the writing transaction: a NOTIFY there would
 * make all commits wait for one another.
 */
export class PostgresBus implements Bus {
  readonly #listeners = new Set<(firmId: string | null) => void>();
  readonly #pending = new Set<string>();
  #client: pg.Client | undefined;
  #pause: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: "coachwork bus", keepAlive: true });
    client.on("notification", ({ payload }) => this.#tell(payload ?? null));
    client.on("error", (error) => this.logger.warn({ error: error.message }, "The bus lost its connection."));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    // Not before: a client that cannot connect ends as well, and would be replaced twice.
    client.on("end", () => this.#lost());
    this.#client = client;
    this.#tell(null); // whatever happened before is not known
  }

  wake(firmId: string): void {
    this.#pending.add(firmId);
    if (!this.#pause) this.#notify();
  }

  onWake(listener: (firmId: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    if (this.#pending.size > 0) this.#notify();
    clearTimeout(this.#pause);
    await this.#client?.end().catch(() => undefined);
  }

  #notify(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#pending.size > 0) this.#notify();
    }, PAUSE_MS);
    const firms = [...this.#pending];
    this.#pending.clear();
    const calls = firms.map((_, index) => `pg_notify('${CHANNEL}', $${index + 1})`);
    this.#client
      ?.query(`select ${calls.join(", ")}`, firms)
      .catch((error: Error) => this.logger.warn({ error: error.message }, "A wake-up was lost; readers will poll."));
  }

  #tell(firmId: string | null): void {
    for (const listener of this.#listeners) listener(firmId);
  }

  #lost(): void {
    this.#client = undefined;
    if (!this.#closed) this.#reconnect = setTimeout(() => void this.#connectAgain(), RECONNECT_MS);
  }

  async #connectAgain(): Promise<void> {
    await this.connect().catch((error: Error) => {
      if (this.#closed) return;
      this.logger.warn({ error: error.message }, "The bus cannot connect; trying again.");
      this.#lost();
    });
  }
}
