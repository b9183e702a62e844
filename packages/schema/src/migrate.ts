import "reflect-metadata";
import { DataSource } from "typeorm";
import { Foundation1793000000000 } from "./migrations/1793000000000-foundation.js";
import { Identity1793000000001 } from "./migrations/1793000000001-identity.js";
import { MembershipOnce1793000000002 } from "./migrations/1793000000002-membership-once.js";

/** An arbitrary number of our own: whoever holds its lock migrates, others wait. */
const LOCK = 7_203_482_991;

/**
 * Brings a database up to date. Run it as the owner of the tables, before the new processes start: migrations expand first
 * and contract later, so that old processes go on. Several at once wait for each other.
 */
export async function migrate({ databaseUrl }: { readonly databaseUrl: string }): Promise<void> {
  const source = new DataSource({
    type: "postgres",
    url: databaseUrl,
    migrations: [Foundation1793000000000, Identity1793000000001, MembershipOnce1793000000002],
    migrationsTableName: "migration",
    migrationsTransactionMode: "each",
    poolSize: 2,
    extra: { options: "-c lock_timeout=10s", max: 2 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(${LOCK})`);
    await source.runMigrations();
  } finally {
    await lock.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}
