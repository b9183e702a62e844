/** What the processes that run tests know of their run. */

/** Names the server to them. */
export const SERVER_VARIABLE = "COACHWORK_TEST_SERVER";

/** The migrated database that all others are copies of. */
export const TEMPLATE = "coachwork_template";

export const passwords = { owner: "owner", gateway: "gateway", scheduling: "scheduling" } as const;

/** A PostgreSQL with a migrated database. */
export interface TestServer {
  readonly adminUrl: string;
  /** Where the server writes every statement it is sent. */
  readonly logFile: string;
}

export interface TestRun extends TestServer {
  /** Answers where the platform is that test files share, and starts it for the first that asks. */
  readonly platformUrl: string;
}

export function testServer(): TestRun {
  const run = process.env[SERVER_VARIABLE];
  if (!run) throw new Error("There is no test server: run the tests with `pnpm test`, which starts one.");
  return JSON.parse(run) as TestRun;
}
