import { startTestServer } from "../src/server.ts";

/** One PostgreSQL for the whole run; each test file makes databases of its own on it. */
export default async function setup() {
  globalThis.testServer = await startTestServer();
}
