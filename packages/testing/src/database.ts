import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { urlAs, withConnection } from "@coachwork/infra/database";
import pg from "pg";
import { passwords, SERVER_VARIABLE, TEMPLATE, type TestServer } from "./server.ts";

/** A migrated, empty database of a test's own. */
export interface TestDatabase {
  readonly name: string;
  /** A connection that row level security does not bind: for arranging and for looking. */
  readonly admin: pg.Pool;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly gatewayUrl: string;
  readonly schedulingUrl: string;
  /** Where in the server's log its statements begin at the earliest, in bytes. */
  readonly logStart: number;
  drop(): Promise<void>;
}

/** The server of this test run. */
export function testServer(): TestServer {
  const server = process.env[SERVER_VARIABLE];
  if (!server) throw new Error("There is no test server: run the tests with `pnpm test`, which starts one.");
  return JSON.parse(server) as TestServer;
}

/** `server`: the test run's, unless a test has one of its own. */
export async function createTestDatabase({ adminUrl, logFile } = testServer()): Promise<TestDatabase> {
  const logStart = statSync(logFile).size;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withConnection(adminUrl, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
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
    logStart,
    async drop() {
      await admin.end();
      await withConnection(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
