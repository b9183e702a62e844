import "reflect-metadata";
import { readdir } from "node:fs/promises";
import { DataSource, type MigrationInterface } from "typeorm";
import { migrateJobs } from "./migrate-jobs.js";

/** An arbitrary number of our own. Whoever holds this lock migrates; others wait. */
const LOCK = 7_203_482_991;

/**
 * Brings a database up to date. Run it as the owner of the tables before the new processes start. Migrations first
 * expand and later contract, so old processes keep working. Parallel runs wait for each other.
 */
export async function migrate({ databaseUrl }: { readonly databaseUrl: string }): Promise<void> {
  const source = new DataSource({
    type: "postgres",
    url: databaseUrl,
    migrations: await migrationsIn(new URL("./migrations/", import.meta.url)),
    migrationsTableName: "migration",
    migrationsTransactionMode: "each",
    poolSize: 2,
    extra: { options: "-c lock_timeout=10s", max: 2 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(${LOCK})`);
    await migrateJobs({ databaseUrl });
    await source.runMigrations();
  } finally {
    await lock.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}

/** The migrations in a folder, found by their names `<number>-<what>` and sorted by number. */
async function migrationsIn(folder: URL): Promise<(new () => MigrationInterface)[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+-[^.]+\.[jt]s$/.test(name)).sort();
  const files = names.map((name) => import(new URL(name, folder).href) as Promise<object>);
  return (await Promise.all(files)).flatMap((file) => Object.values(file) as (new () => MigrationInterface)[]);
}
