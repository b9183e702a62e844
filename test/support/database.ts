import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { urlAs, withConnection } from "@coachwork/infra/database";
import pg from "pg";
import { passwords, TEMPLATE, testServer, type TestServer } from "./test-run.ts";

/** A migrated database, as tests and services enter it. */
export interface SharedDatabase {
  readonly name: string;
  /** A connection that row level security does not bind: for arranging and for looking. */
  readonly admin: pg.Pool;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly gatewayUrl: string;
  readonly schedulingUrl: string;
  /** Where in the server's log the statements begin that the tests of this file cause, in bytes. */
  readonly logStart: number;
}

/** A migrated, empty database of a test's own. */
export interface TestDatabase extends SharedDatabase {
  drop(): Promise<void>;
}

/** `server`: the test run's, unless a test has one of its own. */
export async function createTestDatabase(server: TestServer = testServer()): Promise<TestDatabase> {
  const { adminUrl } = server;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withConnection(adminUrl, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
  const database = openDatabase(server, name);
  return {
    ...database,
    async drop() {
      await database.admin.end();
      await withConnection(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Enters a database that is there. */
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
