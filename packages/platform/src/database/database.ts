import { setTimeout as pause } from "node:timers/promises";
import type { Query, Viewer } from "@coachwork/reader";
import { entities, SnakeNaming } from "@coachwork/schema";
import pg from "pg";
import { DataSource } from "typeorm";
import { Connection } from "./connection.js";
import { LentPool, type Party } from "./lent-pool.js";
import { connectionSettings, surviveDisconnects } from "./pool.js";
import { CommitUnknown, isVerdict } from "./outage.js";
import { beginFor, clearTenant, setTenant, type TenantScope } from "./scope.js";
import { Transaction } from "./transaction.js";

// Dates stay texts: as a Date they would gain a time and a zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

export interface DatabaseOptions {
  readonly url: string;
  /** A read replica, which may lag a little. Defaults to the database itself. */
  readonly replicaUrl?: string | undefined;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  /** The name shown in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** Runs one statement and returns its rows. */
type Ask = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Does part of a transaction in a firm. */
type InFirm = <T>(firmId: string, work: (transaction: Transaction) => Promise<T>) => Promise<T>;

/** Milliseconds before each attempt to ask the database about a transaction's outcome. */
const VERDICT_PAUSES = [0, 100, 400, 1_000, 2_000];

/** PostgreSQL's rows and their number. */
type Rows = Record<string, unknown>[];

/**
 * The only way to the database. Every statement runs in a transaction of its tenant. Only this class lends connections.
 * If a connection's state is not known to be clean, it is destroyed and never reused.
 */
export class Database {
  private constructor(
    /** For its metadata: the tables and columns of the entities. */
    readonly source: DataSource,
    private readonly pools: Pools,
    /** The party that takes the connections. Undefined means the firm of each transaction. */
    private readonly party?: Party,
  ) {}

  static async connect(options: DatabaseOptions): Promise<Database> {
    const extra = {
      ...connectionSettings(options.statementTimeoutMs),
      // A closed connection takes its prepared statements with it.
      idleTimeoutMillis: 300_000,
      // A connection's prepared statements go with it, so that statements of old documents do not pile up.
      maxLifetimeSeconds: 1_800,
      // A statement that waits for a lock occupies one of the firm's connections. It fails while there is still time to
      // retry.
      lock_timeout: Math.ceil(options.statementTimeoutMs / 2),
    };
    const source = new DataSource({
      type: "postgres",
      url: options.url,
      entities: [...entities],
      namingStrategy: new SnakeNaming(),
      applicationName: options.applicationName,
      poolSize: options.poolSize,
      poolErrorHandler: () => undefined, // a broken idle connection is replaced at the next use
      extra,
    });
    await source.initialize().catch((error: Error) => {
      const { host, pathname } = new URL(options.url);
      const message = `DATABASE_URL: the PostgreSQL server at ${host}${pathname} cannot be used (${error.message}). Start it, or correct the address.`;
      throw new Error(message, { cause: error });
    });
    const { replicaUrl, poolSize: max, applicationName: application_name } = options;
    const main = (source.driver as unknown as { master: pg.Pool }).master;
    const replica = replicaUrl ? new pg.Pool({ connectionString: replicaUrl, max, application_name, ...extra }) : main;
    for (const pool of new Set([main, replica])) surviveDisconnects(pool);
    const lent = new LentPool(main, max);
    return new Database(source, {
      main,
      replica,
      lent,
      lentReplica: replica === main ? lent : new LentPool(replica, max),
    });
  }

  /**
   * The same database for background work, such as jobs. It has its own share under this name and does not compete with
   * firms' requests.
   */
  inBackground(name: string): Database {
    return new Database(this.source, this.pools, { name, isPatient: true });
  }

  /**
   * Runs one statement for a tenant in a read-only transaction. Begin, statement and commit are sent as a pipeline
   * before the first answer arrives, so the transaction costs no extra round trip.
   */
  async read(scope: TenantScope, text: string, values: unknown[] = []): Promise<Rows> {
    return readOnly<Record<string, unknown>>(this.#lent(scope), scope, (connection) =>
      connection.askPrepared(text, values),
    );
  }

  /**
   * Runs one statement without a tenant. It sees only rows that a policy opens to the service's role for every firm.
   */
  async readEveryFirm(text: string, values: unknown[] = []): Promise<Rows> {
    return readOnly<Record<string, unknown>>(this.#lentToNoFirm(), null, (connection) =>
      connection.askPrepared(text, values),
    );
  }

  /** As the reader needs it: the first column of the first row, up to date. */
  readonly readText = (viewer: Viewer, query: Query): Promise<string | null> =>
    readText(this.#lent(viewer), viewer, query);

  /** Like `readText`, from the replica. Use it for data that need not include the viewer's latest change. */
  readonly readReplica = (viewer: Viewer, query: Query): Promise<string | null> =>
    readText(this.#lent(viewer, this.pools.lentReplica), viewer, query);

  /**
   * Runs work in one transaction of a tenant. It commits if the work resolves and rolls back if it rejects. If the
   * connection breaks during the commit, the database is asked about the outcome.
   *
   * @throws CommitUnknown if the outcome cannot be determined
   */
  async transaction<T>(scope: TenantScope, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return onConnection(this.#lent(scope), async (connection) => {
      const begun = connection.ask(beginFor(scope, "read write"));
      begun.catch(() => undefined); // the first statement of the work fails because of it
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
   * Finds the outcome of a transaction whose connection broke during the commit. The database remembers it for a long
   * time. The outcome stays unknown if the database does not answer for some seconds, or if the transaction wrote no
   * events and has no number.
   */
  async #wasCommitted({ number }: Transaction, cause: unknown): Promise<boolean> {
    for (let asked = 0; number !== undefined && asked < VERDICT_PAUSES.length; asked += 1) {
      await pause(VERDICT_PAUSES[asked]);
      const text = "select pg_xact_status($1::xid8) as status";
      const answer = await this.pools.main.query<{ status: string | null }>(text, [number]).catch((error: unknown) => {
        // The database has not reached that number: it was restored to an earlier state, without the transaction.
        return (error as { code?: unknown }).code === "22023" ? { rows: [{ status: "aborted" }] } : undefined;
      });
      const status = answer?.rows[0]?.status;
      if (status === "committed") return true;
      if (status === "aborted") return false;
    }
    throw new CommitUnknown(cause);
  }

  /**
   * Runs work in a transaction without a tenant, which sees no rows of firms' tables. It is for data that belongs to no
   * firm, such as sign-in and the job queue. `inFirm` does part of the work in a firm and writes that part's events.
   * Visit firms in the order of their ids, so that two such transactions cannot deadlock.
   */
  async transactionWithoutFirm<T>(work: (query: Ask, inFirm: InFirm) => Promise<T>): Promise<T> {
    return onConnection(this.#lentToNoFirm(), async (connection) => {
      await connection.ask("begin");
      const query: Ask = async (text, values = []) => (await connection.askPrepared(text, values)).rows as never;
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
    await connection.ask(setTenant(scope));
    const transaction = Transaction.on(this.source, connection, scope);
    const result = await work(transaction);
    const first = await transaction.finish();
    if (first !== undefined) await transaction.logEvents(first);
    await connection.ask(clearTenant);
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
  /** The same pool if there is no replica. */
  readonly replica: pg.Pool;
  readonly lent: LentPool;
  readonly lentReplica: LentPool;
}

/** Where a connection comes from, and which party takes it. */
interface Lent {
  readonly pool: LentPool;
  readonly party: Party;
}

/**
 * Lends a connection for one transaction, which the work begins and commits. If the work fails, the transaction is
 * rolled back. If that also fails, the connection is destroyed.
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

/** One statement in a read-only transaction, with or without a tenant, as a pipeline. */
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
