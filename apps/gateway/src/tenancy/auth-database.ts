import pg from "pg";

/** Runs one statement and gives its rows. */
export type Query = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface IdentityDatabaseOptions {
  /** The database's URL for the gateway's role. */
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}

/**
 * The schema `identity`: who can sign in, global and without tenants. It has a pool of its own, because better-auth wants
 * one. Statements name the schema, so that a connection pooler in between need not keep a `search_path`.
 */
export class IdentityDatabase {
  private constructor(
    /** For better-auth alone. */
    readonly pool: pg.Pool,
  ) {}

  static open({ url, poolSize, statementTimeoutMs }: IdentityDatabaseOptions): IdentityDatabase {
    const pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs,
      application_name: "coachwork-sign-in",
    });
    // A connection that breaks is replaced by the next use; unheard, its error would end the process.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
    return new IdentityDatabase(pool);
  }

  readonly query: Query = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const { rows } = await this.pool.query<Row>(text, [...values]);
    return rows;
  };

  /** Runs work in one transaction: committed when it resolves, rolled back when it rejects. */
  async transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let clean = false;
    try {
      await client.query("begin");
      const result = await work(async <Row extends object>(text: string, values: readonly unknown[] = []) => {
        const { rows } = await client.query<Row>(text, [...values]);
        return rows;
      });
      await client.query("commit");
      clean = true;
      return result;
    } catch (error) {
      clean = await client
        .query("rollback")
        .then(() => true)
        .catch(() => false);
      throw error;
    } finally {
      client.release(!clean);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
