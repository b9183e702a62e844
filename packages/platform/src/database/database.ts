import { setTimeout as pause } from "node:timers/promises";
import type { Query, Viewer } from "@coachwork/reader";
import { entities, SnakeNaming } from "@coachwork/schema";
import pg from "pg";
import { DataSource } from "typeorm";
import { Connection } from "./connection.js";
import { LentPool, type Party } from "./lent-pool.js";
import { connectionSettings, surviveEndings } from "./pool.js";
import { CommitUnknown, isVerdict } from "./outage.js";
import { beginFor, enter, leave, type TenantScope } from "./scope.js";
import { Transaction } from "./transaction.js";

// Dates stay text: as a Date they would get a time and a zone that they do not have.
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

export interface DatabaseOptions {
  readonly url: string;
  /** A read replica, which may be a moment behind. If not given, the database itself is read. */
  readonly replicaUrl?: string | undefined;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  /** Shows in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** Runs one statement and gives its rows. */
type Ask = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Does a part of a transaction in a firm. */
type InFirm = <T>(firmId: string, work: (transaction: Transaction) => Promise<T>) => Promise<T>;

/** Milliseconds before each time that the database is asked what became of a transaction. */
const VERDICT_PAUSES = [0, 100, 400, 1_000, 2_000];

/** Rows and their number, as PostgreSQL answered. */
type Rows = Record<string, unknown>[];

/**
 * The only way to the database. Every statement runs in a transaction of its tenant; connections are handed out here alone,
 * and one whose state is not known to be clean is destroyed rather than given to somebody else.
 */
export class Database {
  private constructor(
    /** For its metadata: what tables and columns the entities are. */
    readonly source: DataSource,
    private readonly pools: Pools,
    /** Who takes the connections; undefined: the firm that each is for. */
    private readonly party?: Party,
  ) {}

  static async connect(options: DatabaseOptions): Promise<Database> {
    const extra = {
      ...connectionSettings(options.statementTimeoutMs),
      // A connection that is let go takes along what it has prepared.
      idleTimeoutMillis: 300_000,
      // What a connection has prepared goes with it, so that statements of documents long gone do not pile up.
      maxLifetimeSeconds: 1_800,
      // Who waits for a lock keeps a connection from others of the firm, and is told so while there is time to try again.
      lock_timeout: Math.ceil(options.statementTimeoutMs / 2),
    };
    const source = new DataSource({
      type: "postgres",
      url: options.url,
      entities: [...entities],
      namingStrategy: new SnakeNaming(),
      applicationName: options.applicationName,
      poolSize: options.poolSize,
      poolErrorHandler: () => undefined, // an idle connection that breaks is replaced by the next use
      extra,
    });
    await source.initialize().catch((error: Error) => {
      const { host, pathname } = new URL(options.url);
      const message = `DATABASE_URL: the PostgreSQL at ${host}${pathname} cannot be used (${error.message}): start it, or give the right address.`;
      throw new Error(message, { cause: error });
    });
    const { replicaUrl, poolSize: max, applicationName: application_name } = options;
    const main = (source.driver as unknown as { master: pg.Pool }).master;
    const replica = replicaUrl ? new pg.Pool({ connectionString: replicaUrl, max, application_name, ...extra }) : main;
    for (const pool of new Set([main, replica])) surviveEndings(pool);
    const lent = new LentPool(main, max);
    return new Database(source, {
      main,
      replica,
      lent,
      lentReplica: replica === main ? lent : new LentPool(replica, max),
    });
  }

  /**
   * The same database for what happens by itself, such as jobs: that has a share of its own, under this name, and waits for it
   * whatever firms ask for meanwhile.
   */
  inBackground(name: string): Database {
    return new Database(this.source, this.pools, { name, isPatient: true });
  }

  /**
   * Runs one statement for a tenant in a read-only transaction, sent as a pipeline: begin, statement and commit are on the
   * wire before the first answer comes back, so that the transaction costs no further round trip.
   */
  async read(scope: TenantScope, text: string, values: unknown[] = []): Promise<Rows> {
    return readOnly<Record<string, unknown>>(this.#lent(scope), scope, (connection) =>
      connection.askAgain(text, values),
    );
  }

  /**
   * Runs one statement for no tenant. It is shown rows of those tables alone that a policy opens to the service's role for
   * every firm.
   */
  async readEveryFirm(text: string, values: unknown[] = []): Promise<Rows> {
    return readOnly<Record<string, unknown>>(this.#lentToNoFirm(), null, (connection) =>
      connection.askAgain(text, values),
    );
  }

  /** As the reader wants it: the first column of the first row, up to date. */
  readonly readText = (viewer: Viewer, query: Query): Promise<string | null> =>
    readText(this.#lent(viewer), viewer, query);

  /** As `readText`, from the replica: for what need not include the viewer's own last change. */
  readonly readReplica = (viewer: Viewer, query: Query): Promise<string | null> =>
    readText(this.#lent(viewer, this.pools.lentReplica), viewer, query);

  /**
   * Runs work in one transaction of a tenant: committed when it resolves, rolled back when it rejects. Where the connection
   * breaks with the commit on its way, the database is asked what became of it.
   *
   * @throws CommitUnknown where that cannot be found out
   */
  async transaction<T>(scope: TenantScope, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return onConnection(this.#lent(scope), async (connection) => {
      const begun = connection.ask(beginFor(scope, "read write"));
      begun.catch(() => undefined); // the first statement of the work fails with it
      const transaction = Transaction.on(this.source, connection, scope);
      const result = await work(transaction);
      await begun;
      const first = await transaction.finish();
      const [logged, ended] = await Promise.allSettled([
        first === undefined ? undefined : transaction.logEvents(first),
        connection.ask<object>("commit"),
      ]);
      if (ended.status === "rejected") {
        if (isVerdict(ended.reason)) throw ended.reason;
        if (!(await this.#wasCommitted(transaction, ended.reason))) throw ended.reason;
        return result;
      }
      if (logged.status === "rejected") throw logged.reason;
      requireCommit(ended.value);
      return result;
    });
  }

  /**
   * What became of a transaction whose connection broke with the commit on its way. The database knows for long after; where
   * it does not answer for some seconds, or the transaction told no events and has no number, nobody does.
   */
  async #wasCommitted({ number }: Transaction, cause: unknown): Promise<boolean> {
    for (let asked = 0; number !== undefined && asked < VERDICT_PAUSES.length; asked += 1) {
      await pause(VERDICT_PAUSES[asked]);
      const text = "select pg_xact_status($1::xid8) as status";
      const answer = await this.pools.main.query<{ status: string | null }>(text, [number]).catch((error: unknown) => {
        // A number that it has not given yet: it went back to an earlier state, without the transaction.
        return (error as { code?: unknown }).code === "22023" ? { rows: [{ status: "aborted" }] } : undefined;
      });
      const status = answer?.rows[0]?.status;
      if (status === "committed") return true;
      if (status === "aborted") return false;
    }
    throw new CommitUnknown(cause);
  }

  /**
   * Runs work in one transaction of no tenant, which tables of firms show nothing: for what belongs to no firm, such as who
   * can sign in and the job queue. `inFirm` does a part of it in a firm, and writes that part's events: go through firms in
   * the order of their ids, so that two who do never wait for each other in a circle.
   */
  async transactionOfNoFirm<T>(work: (query: Ask, inFirm: InFirm) => Promise<T>): Promise<T> {
    return onConnection(this.#lentToNoFirm(), async (connection) => {
      await connection.ask("begin");
      const query: Ask = async (text, values = []) => (await connection.askAgain(text, values)).rows as never;
      const result = await work(query, (firmId, part) => this.#inFirm(connection, firmId, part));
      const ended = await connection.ask<object>("commit").catch((error: unknown) => {
        throw isVerdict(error) ? error : new CommitUnknown(error);
      });
      requireCommit(ended);
      return result;
    });
  }

  async #inFirm<T>(connection: Connection, firmId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const scope = { firmId, personId: null };
    await connection.ask(enter(scope));
    const transaction = Transaction.on(this.source, connection, scope);
    const result = await work(transaction);
    const first = await transaction.finish();
    if (first !== undefined) await transaction.logEvents(first);
    await connection.ask(leave);
    return result;
  }

  async close(): Promise<void> {
    const { main, replica } = this.pools;
    if (replica !== main) await replica.end();
    await this.source.destroy();
  }

  #lentToNoFirm(): Lent {
    return { pool: this.pools.lent, party: this.party ?? { name: "no firm", isPatient: true } };
  }

  #lent({ firmId }: TenantScope, pool = this.pools.lent): Lent {
    return { pool, party: this.party ?? { name: firmId, isPatient: false } };
  }
}

interface Pools {
  readonly main: pg.Pool;
  /** The same where there is no replica. */
  readonly replica: pg.Pool;
  readonly lent: LentPool;
  readonly lentReplica: LentPool;
}

/** Where a connection comes from, and who takes it. */
interface Lent {
  readonly pool: LentPool;
  readonly party: Party;
}

/**
 * Lends a connection for one transaction, which the work begins and commits. Where the work fails it is rolled back, and where
 * that fails, too, the connection is destroyed.
 */
async function onConnection<T>({ pool, party }: Lent, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect(party);
  const connection = new Connection(client);
  let clean = false;
  try {
    const result = await work(connection);
    clean = true;
    return result;
  } catch (error) {
    clean = await connection
      .ask("rollback")
      .then(() => true)
      .catch(() => false);
    throw error;
  } finally {
    pool.release(party, client, clean);
  }
}

/** PostgreSQL answers the commit of a failed transaction with ROLLBACK, not with an error. */
function requireCommit({ command }: { readonly command: string }): void {
  if (command !== "COMMIT") throw new Error("The transaction had failed and was rolled back.");
}

async function readText(lent: Lent, viewer: Viewer, query: Query): Promise<string | null> {
  const ask = (connection: Connection) => connection.ask<[string | null]>({ ...query, rowMode: "array" });
  const [row] = await readOnly(lent, viewer, ask);
  return row ? row[0] : null;
}

/** One statement in a read-only transaction of its tenant, or of none, as a pipeline. */
async function readOnly<Row extends object>(
  { pool, party }: Lent,
  scope: TenantScope | null,
  ask: (connection: Connection) => Promise<pg.QueryResult<Row>>,
): Promise<Row[]> {
  const client = await pool.connect(party);
  const connection = new Connection(client);
  let clean = false;
  try {
    const [begun, answered, ended] = await Promise.allSettled([
      connection.ask(scope ? beginFor(scope, "read only") : "begin read only"),
      ask(connection),
      connection.ask("commit"),
    ]);
    clean = begun.status === "fulfilled" && ended.status === "fulfilled";
    if (begun.status === "rejected") throw begun.reason;
    if (answered.status === "rejected") throw answered.reason;
    if (ended.status === "rejected") throw ended.reason;
    return answered.value.rows;
  } finally {
    pool.release(party, client, clean);
  }
}
