import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@coachwork/infra/database";
import { startPostgres } from "@coachwork/infra/postgres";
import { createRoles } from "@coachwork/infra/roles";
import { migrate } from "@coachwork/schema/migrate";
import { passwords, TEMPLATE, type TestServer } from "./test-run.ts";

const settings = [
  "fsync=off",
  "full_page_writes=off",
  "autovacuum=off",
  "max_wal_size=8GB",
  "max_connections=300",
  "log_line_prefix=%a|%d|%p| ",
  "deadlock_timeout=200ms",
];

export interface RunningServer extends TestServer {
  /** Its data directory. */
  readonly directory: string;
  /** Stops it as an administrator would, which ends its connections. */
  halt(): Promise<void>;
  /** Starts it again with the same data and address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server in its own directory, with the roles and a migrated database to copy. A test run has one. A test
 * that would disturb others starts its own.
 */
export async function startServer(): Promise<RunningServer> {
  const directory = await mkdtemp(join(tmpdir(), "coachwork-test-"));
  const options = {
    directory: join(directory, "data"),
    password: "postgres",
    flags: settings.flatMap((setting) => ["-c", setting]),
    initFlags: ["--no-sync"],
  };
  let postgres = await startPostgres(options);
  const { port, logFile } = postgres;
  const adminUrl = postgres.adminUrl();
  await createDatabase(adminUrl, TEMPLATE);
  const urls = await createRoles({ adminUrl: postgres.adminUrl(TEMPLATE), passwords });
  await migrate({ databaseUrl: urls.owner });
  return {
    adminUrl,
    logFile,
    directory: options.directory,
    halt: () => postgres.stop(),
    async start() {
      postgres = await startPostgres({ ...options, port });
    },
    async stop() {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
