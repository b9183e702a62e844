import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@coachwork/infra/database";
import { startPostgres } from "@coachwork/infra/postgres";
import { createRoles } from "@coachwork/infra/roles";
import { migrate } from "@coachwork/schema/migrate";

/** The migrated database that all others are copies of. */
export const TEMPLATE = "coachwork_template";

/** Names the server to the processes that run the tests. */
export const SERVER_VARIABLE = "COACHWORK_TEST_SERVER";

/** The PostgreSQL of a test run. */
export interface TestServer {
  readonly adminUrl: string;
  /** Where the server writes every statement it is sent. */
  readonly logFile: string;
}

export const passwords = { owner: "owner", gateway: "gateway", scheduling: "scheduling" } as const;

const settings = [
  "fsync=off",
  "full_page_writes=off",
  "max_connections=300",
  "log_statement=all",
  "log_line_prefix=%a|%d|%p| ",
  "deadlock_timeout=200ms",
];

/** Starts a PostgreSQL in a directory of its own, with the roles and a migrated database to copy. */
export async function startTestServer(): Promise<{ stop(): Promise<void> }> {
  const { stop, adminUrl, logFile } = await startServer(settings);
  process.env[SERVER_VARIABLE] = JSON.stringify({ adminUrl, logFile } satisfies TestServer);
  return { stop };
}

/** A PostgreSQL with a migrated database. */
export interface RunningServer extends TestServer {
  /** Ends it as an administrator does, which ends its connections. */
  halt(): Promise<void>;
  /** Starts it again, with the same data at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** As `startTestServer`, for one test that does to a server what others could not live with. */
export function startOwnServer(): Promise<RunningServer> {
  return startServer(settings);
}

async function startServer(settings: readonly string[]): Promise<RunningServer> {
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
