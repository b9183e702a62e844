import { startServer } from "../server.ts";
import { offerPlatform } from "../shared-platform.ts";
import { SERVER_VARIABLE } from "../test-run.ts";

/** Starts one PostgreSQL for the whole run, and one platform for the test files that share it. */
export default async function setup() {
  const server = await startServer();
  const platform = await offerPlatform(server);
  process.env[SERVER_VARIABLE] = JSON.stringify({
    adminUrl: server.adminUrl,
    logFile: server.logFile,
    platformUrl: platform.url,
  });
  globalThis.testRun = { server, platform };
}
