import { createPool } from "@coachwork/platform";
import type pg from "pg";

/** Runs one statement and returns its rows. */
export type Query = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface IdentityDatabaseOptions {
  /** The database URL for the gateway's role. */
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}

/**
 * The schema `identity`: who can sign in, global and without tenants. It has its own pool, because better-auth needs
 * one. Statements name the schema, so that a connection pooler need not keep a `search_path`.
 */
export class IdentityDatabase {
  private constructor(
    /** For better-auth only. */
    readonly pool: pg.Pool,
  ) {}

  static open({ url, poolSize: size, statementTimeoutMs }: IdentityDatabaseOptions): IdentityDatabase {
    return new IdentityDatabase(createPool({ url, size, statementTimeoutMs, applicationName: "coachwork-sign-in" }));
  }

  readonly query: Query = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const { rows } = await this.pool.query<Row>(text, [...values]);
    return rows;
  };

  /** Runs work in one transaction. It commits if the work resolves and rolls back if it rejects. */
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
