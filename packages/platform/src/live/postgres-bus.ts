import type pg from "pg";
import { watchedClient } from "../database/watched-client.js";
import type { Logger } from "../logger.js";
import type { Bus, Spending } from "./bus.js";

const EVENTS = "coachwork_events";
const RECHECKS = "coachwork_rechecks";
const SPENT = "coachwork_spent";

/** Ids per notification, which holds 8,000 bytes. The same for accounts and what they spent. */
const IDS = 200;
const ACCOUNTS = 60;

/**
 * Milliseconds between two notifications. Wake-ups for the same firm in between are merged, because each one costs
 * every listening process.
 */
const PAUSE_MS = 25;

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
export class PostgresBus implements Bus, Spending {
  readonly #wakeListeners = new Set<(firmId: string | null) => void>();
  readonly #recheckListeners = new Set<(ids: ReadonlySet<string> | null) => void>();
  readonly #spentListeners = new Set<(account: string, cost: number) => void>();
  readonly #woken = new Set<string>();
  readonly #rechecked = new Set<string>();
  readonly #spent = new Map<string, number>();
  #client: pg.Client | undefined;
  #pause: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: "coachwork bus",
      connectionTimeoutMillis: 5_000,
    });
    client.on("notification", ({ channel, payload = "", processId }) => {
      if (channel === EVENTS) this.#tellWake(payload);
      else if (channel === RECHECKS) this.#tellRecheck(new Set(payload.split(",")));
      else if (processId !== processOf(client)) this.#tellSpent(payload); // what was spent here is already counted
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
    // Whatever happened in between is unknown.
    this.#tellWake(null);
    this.#tellRecheck(null);
    if (this.#hasMore) this.#notify();
  }

  wake(firmId: string): void {
    this.#woken.add(firmId);
    if (!this.#pause) this.#notify();
  }

  onWake(listener: (firmId: string | null) => void): () => void {
    this.#wakeListeners.add(listener);
    return () => this.#wakeListeners.delete(listener);
  }

  recheck(...ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#rechecked.add(id);
    this.#tellRecheck(new Set(ids));
    if (!this.#pause) this.#notify();
  }

  onRecheck(listener: (ids: ReadonlySet<string> | null) => void): () => void {
    this.#recheckListeners.add(listener);
    return () => this.#recheckListeners.delete(listener);
  }

  spend(account: string, cost: number): void {
    this.#spent.set(account, (this.#spent.get(account) ?? 0) + cost);
    if (!this.#pause) this.#notify();
  }

  onSpent(listener: (account: string, cost: number) => void): () => void {
    this.#spentListeners.add(listener);
    return () => this.#spentListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    clearInterval(this.#heartbeat);
    if (this.#hasMore) this.#notify();
    clearTimeout(this.#pause);
    await this.#client?.end().catch(() => undefined);
  }

  get #hasMore(): boolean {
    return this.#woken.size + this.#rechecked.size + this.#spent.size > 0;
  }

  #notify(): void {
    if (!this.#client) return; // sent on the next connection
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#hasMore) this.#notify();
    }, PAUSE_MS);
    const said = [...this.#woken].map((firmId) => [EVENTS, firmId]);
    const ids = [...this.#rechecked];
    for (let at = 0; at < ids.length; at += IDS) said.push([RECHECKS, ids.slice(at, at + IDS).join(",")]);
    const spent = [...this.#spent].map(([account, cost]) => `${account} ${cost}`);
    for (let at = 0; at < spent.length; at += ACCOUNTS) said.push([SPENT, spent.slice(at, at + ACCOUNTS).join(",")]);
    this.#woken.clear();
    this.#rechecked.clear();
    this.#spent.clear();
    const calls = said.map((_, index) => `pg_notify($${2 * index + 1}, $${2 * index + 2})`);
    this.#client
      .query(`select ${calls.join(", ")}`, said.flat())
      .catch((error: Error) => this.logger.warn({ error: error.message }, "A wake-up was lost. Readers will poll."));
  }

  #tellWake(firmId: string | null): void {
    for (const listener of this.#wakeListeners) listener(firmId);
  }

  #tellRecheck(ids: ReadonlySet<string> | null): void {
    for (const listener of this.#recheckListeners) listener(ids);
  }

  #tellSpent(payload: string): void {
    for (const spent of payload.split(",")) {
      const [account, cost] = spent.split(" ") as [string, string];
      for (const listener of this.#spentListeners) listener(account, Number(cost));
    }
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
