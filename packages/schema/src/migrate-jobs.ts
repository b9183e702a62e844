import { Logger, runMigrations } from "graphile-worker";

/** Logs nothing. Errors are thrown. */
const silent = new Logger(() => () => undefined);

/**
 * Installs or updates the job queue, graphile-worker's own schema. Like our migrations, it gives up rather than make
 * others wait long for a lock.
 */
export async function migrateJobs({ databaseUrl }: { readonly databaseUrl: string }): Promise<void> {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c lock_timeout=10s");
  await runMigrations({ connectionString: url.href, schema: "graphile_worker", maxPoolSize: 1, logger: silent });
}
