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
}

/** A migrated, empty database of a test's own. */
export interface TestDatabase extends SharedDatabase {
  /** Where in the server's log its statements begin at the earliest, in bytes. */
  readonly logStart: number;
  drop(): Promise<void>;
}

/** `server`: the test run's, unless a test has one of its own. */
export async function createTestDatabase({ adminUrl, logFile }: TestServer = testServer()): Promise<TestDatabase> {
  const logStart = statSync(logFile).size;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withConnection(adminUrl, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
  const { admin, ...database } = openDatabase(adminUrl, name);
  return {
    ...database,
    admin,
    logStart,
    async drop() {
      await admin.end();
      await withConnection(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** A database that is there, by the ways into it. */
export function openDatabase(adminUrl: string, name: string) {
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
  };
}
