import type pg from "pg";
import { watchedClient } from "../database/watched-client.js";
import type { Logger } from "../logger.js";
import { GatheringBus, inParts, type Said, spentIn } from "./gathering-bus.js";

const EVENTS = "coachwork_events";
const RECHECKS = "coachwork_rechecks";
const SPENT = "coachwork_spent";

/** Ids per notification, which holds 8,000 bytes. The same for accounts and what they spent. */
const IDS = 200;
const ACCOUNTS = 60;

/** Milliseconds to wait after losing the connection. */
const RECONNECT_MS = 500;

/**
 * Milliseconds between two checks that the connection is alive. It is silent for long periods, so a dead one would go
 * unnoticed.
 */
const HEARTBEAT_MS = 1_500;

const Client = watchedClient({ answerMs: 2_000, promptMs: 2_000 });

/**
 * The bus over LISTEN and NOTIFY, on its own connection. It never notifies inside the writing transaction, because that
 * would serialize all commits. Notifications during a lost connection are sent on the next one.
 */
export class PostgresBus extends GatheringBus {
  #client: pg.Client | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {
    super();
  }

  get problem(): string | undefined {
    return this.isConnected ? undefined : "The bus has lost its connection to PostgreSQL.";
  }

  async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: "coachwork bus",
      connectionTimeoutMillis: 5_000,
    });
    client.on("notification", ({ channel, payload = "", processId }) => {
      if (channel === EVENTS) this.tellWake(payload);
      else if (channel === RECHECKS) this.tellRecheck(new Set(payload.split(",")));
      else if (processId !== processOf(client)) this.tellSpent(payload); // what was spent here is already counted
    });
    client.on("error", (error) => this.logger.warn({ error: error.message }, "The bus lost its connection."));
    try {
      await client.connect();
      await client.query(`listen ${EVENTS}; listen ${RECHECKS}; listen ${SPENT}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    // Not earlier: a client that cannot connect also ends, and would be replaced twice.
    client.on("end", () => this.#lost());
    this.#client = client;
    this.#heartbeat = setInterval(() => void client.query("select 1").catch(() => undefined), HEARTBEAT_MS);
    this.tellConnected();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    clearInterval(this.#heartbeat);
    this.sayFarewell();
    await this.#client?.end().catch(() => undefined);
  }

  protected get isConnected(): boolean {
    return this.#client !== undefined;
  }

  protected send(said: Said): void {
    const texts = [
      ...said.firmIds.map((firmId) => [EVENTS, firmId]),
      ...inParts(said.recheckedIds, IDS).map((ids) => [RECHECKS, ids]),
      ...spentIn(said, ACCOUNTS).map((spent) => [SPENT, spent]),
    ];
    const calls = texts.map((_, index) => `pg_notify($${2 * index + 1}, $${2 * index + 2})`);
    this.#client!.query(`select ${calls.join(", ")}`, texts.flat()).catch((error: Error) =>
      this.logger.warn({ error: error.message }, "A wake-up was lost. Readers will poll."),
    );
  }

  #lost(): void {
    clearInterval(this.#heartbeat);
    this.#client = undefined;
    if (!this.#closed) this.#reconnect = setTimeout(() => void this.#connectAgain(), RECONNECT_MS);
  }

  async #connectAgain(): Promise<void> {
    await this.connect().catch((error: Error) => {
      if (this.#closed) return;
      this.logger.warn({ error: error.message }, "The bus cannot connect. It will try again.");
      this.#lost();
    });
  }
}

/** The server process at the other end of a connection. */
function processOf(client: pg.Client): number | null {
  return (client as unknown as { processID: number | null }).processID;
}
