import type pg from "pg";
import type { Clock } from "../clock.js";
import type { Logger } from "../logger.js";
import { watchedClient } from "./watched-client.js";

/** Milliseconds for a whole check, and for a connection that existed before. */
const [LOOK_MS, KEPT_MS] = [900, 300];
/** Milliseconds by which our clock and the database's may differ: the same tolerance as between two services. */
const SKEW_MS = 60_000;

const Client = watchedClient({ answerMs: 1_000, promptMs: 1_000 });

/** A few pages more than fit into memory go to a file. That fails if the disk is full, as any growing table would. */
const question = `begin; set local work_mem = '64kB';
  select current_setting('transaction_read_only') = 'on' as "isReadOnly", (select count(*) from generate_series(1, 5000)),
    extract(epoch from clock_timestamp())::float8 * 1000 as now;
  commit`;

/** The result of a check. */
export interface Health {
  readonly isReachable: boolean;
  /** What prevents the process from working, for its operator. Undefined if nothing does. */
  readonly problem?: string;
}

/** Checks on its own connection whether the database can be reached and written to. It answers within a second. */
export class DatabaseProbe {
  #client: pg.Client | undefined;

  constructor(private readonly options: { readonly url: string; readonly clock: Clock; readonly logger: Logger }) {}

  async look(): Promise<Health> {
    try {
      return await within(LOOK_MS, this.#look());
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const problem = problemOf(error);
      if (problem) void this.#client?.query("rollback").catch(() => undefined);
      else this.#drop();
      this.options.logger.error({ failure: { code, message } }, problem ?? UNREACHABLE);
      return problem ? { isReachable: true, problem } : { isReachable: false, problem: UNREACHABLE };
    }
  }

  close(): void {
    this.#drop();
  }

  async #look(): Promise<Health> {
    const kept = this.#client;
    const answer = kept && (await within(KEPT_MS, this.#ask(kept)).catch((error) => this.#another(error)));
    const { isReadOnly, now } = answer ?? (await this.#ask(await this.#connect()));
    if (isReadOnly) return this.#found("The database is read-only.");
    const skew = Math.round((this.options.clock.now() - now) / 1_000);
    if (Math.abs(skew) * 1_000 <= SKEW_MS) return { isReachable: true };
    return this.#found(`The clock is ${Math.abs(skew)} seconds ${skew > 0 ? "ahead of" : "behind"} the database's.`);
  }

  #found(problem: string): Health {
    this.options.logger.error({ failure: problem }, "Not ready.");
    return { isReachable: true, problem };
  }

  async #connect(): Promise<pg.Client> {
    const client = new Client({ connectionString: this.options.url, application_name: "coachwork probe" });
    client.on("error", () => undefined);
    this.#client = client;
    await client.connect();
    return client;
  }

  async #ask(client: pg.Client): Promise<{ isReadOnly: boolean; now: number }> {
    const results = (await client.query(question)) as unknown as pg.QueryResult<{ isReadOnly: boolean; now: number }>[];
    return results[2]!.rows[0]!;
  }

  /** A broken connection is replaced. What a server says about itself holds on any connection. */
  #another(error: unknown): undefined {
    if (problemOf(error)) throw error;
    return this.#drop();
  }

  /** Destroyed rather than ended: it may be silent, or in the middle of a transaction. */
  #drop(): undefined {
    const client = this.#client as unknown as { connection: { stream: { destroy(): void } } } | undefined;
    client?.connection.stream.destroy();
    this.#client = undefined;
  }
}

const UNREACHABLE = "The database cannot be reached.";

/** What a reachable server cannot do, by PostgreSQL code. */
const PROBLEMS: Readonly<Record<string, string>> = {
  "25006": "The database is read-only.",
  "53100": "The database's disk is full.",
  "53200": "The database is out of memory.",
};

function problemOf(error: unknown): string | undefined {
  return PROBLEMS[(error as { code?: string }).code ?? ""];
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`No answer within ${ms} ms.`)), ms);
  work.catch(() => undefined); // may fail later without a listener
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
