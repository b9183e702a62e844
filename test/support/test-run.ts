/** What the processes that run tests know about their run. */

/** The environment variable that describes the server. */
export const SERVER_VARIABLE = "COACHWORK_TEST_SERVER";

/** The migrated database from which all others are copied. */
export const TEMPLATE = "coachwork_template";

export const passwords = { owner: "owner", gateway: "gateway", scheduling: "scheduling" } as const;

/** A PostgreSQL server with a migrated database. */
export interface TestServer {
  readonly adminUrl: string;
  /** The file to which the server logs every statement. */
  readonly logFile: string;
}

export interface TestRun extends TestServer {
  /** Answers with the address of the shared platform, and starts it for the first test file that asks. */
  readonly platformUrl: string;
}

export function testServer(): TestRun {
  const run = process.env[SERVER_VARIABLE];
  if (!run) throw new Error("There is no test server: run the tests with `pnpm test`, which starts one.");
  return JSON.parse(run) as TestRun;
}
