import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { urlAs, withConnection } from "@coachwork/infra/database";
import pg from "pg";
import { passwords, TEMPLATE, testServer, type TestServer } from "./test-run.ts";

/** A migrated database with the URLs for tests and services. */
export interface SharedDatabase {
  readonly name: string;
  /** A connection without row level security, for setup and checks. */
  readonly admin: pg.Pool;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly gatewayUrl: string;
  readonly schedulingUrl: string;
  /** The position in the server's log at which the statements of this file's tests begin, in bytes. */
  readonly logStart: number;
}

/** Creates a migrated, empty database for one test file. */
export interface TestDatabase extends SharedDatabase {
  drop(): Promise<void>;
}

interface Options {
  /** Defaults to the test run's. */
  readonly server?: TestServer;
  /** Whether PostgreSQL logs the statements that it is sent, for tests that look at them: all of a run fill gigabytes. */
  readonly isLogged?: boolean;
}

export async function createTestDatabase({
  server = testServer(),
  isLogged = false,
}: Options = {}): Promise<TestDatabase> {
  const { adminUrl } = server;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withConnection(adminUrl, async (client) => {
    await client.query(`create database ${name} template ${TEMPLATE}`);
    if (isLogged) await client.query(`alter database ${name} set log_statement = 'all'`);
  });
  const database = openDatabase(server, name);
  return {
    ...database,
    async drop() {
      await database.admin.end();
      await withConnection(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Connects to an existing database. */
export function openDatabase({ adminUrl, logFile }: TestServer, name: string): SharedDatabase {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const admin = new pg.Pool({ connectionString: url.href, max: 4 });
  admin.on("error", () => undefined);
  return {
    name,
    admin,
    adminUrl: url.href,
    ownerUrl: urlAs(url.href, "coachwork_owner", passwords.owner),
    gatewayUrl: urlAs(url.href, "coachwork_gateway", passwords.gateway),
    schedulingUrl: urlAs(url.href, "coachwork_scheduling", passwords.scheduling),
    logStart: statSync(logFile).size,
  };
}
