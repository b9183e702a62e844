import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTestDatabase, openDatabase, type SharedDatabase } from "./database.ts";
import { type PlatformPlace, startPlatform } from "./platform.ts";
import { testServer, type TestServer } from "./test-run.ts";

/** One platform and its database, in which each test file creates its own firms. */
export interface SharedPlatform extends PlatformPlace {
  /** The address of a second gateway, because production has several. */
  readonly anotherUrl: string;
}

interface Offer {
  readonly databaseName: string;
  readonly platform: SharedPlatform;
}

const settings = {
  // Jobs and events are polled often, so that tests do not wait.
  JOB_POLL_MS: "200",
  EVENT_POLL_MS: "500",
  // Tests send more requests than a person.
  COST_BUCKET: "1000000",
  // Calendars are on this machine. They are read again when a test makes it due.
  ALLOW_PRIVATE_ADDRESSES: "true",
  CALENDAR_REFRESH_SECONDS: "3600",
  TRUST_PROXY: "1",
  TRUSTED_ORIGINS: "https://app.example",
};

/** Starts a platform when the first test file asks for it. Returns the address for asking. */
export async function offerPlatform(server: TestServer): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let started: ReturnType<typeof start> | undefined;
  async function start() {
    const database = await createTestDatabase({ server, isLogged: true });
    const running = await startPlatform(database, settings);
    const { url, schedulingUrl, outbox, files } = running;
    const platform: SharedPlatform = { url, schedulingUrl, outbox, files, anotherUrl: await running.anotherGateway() };
    return { database, running, offer: { databaseName: database.name, platform } satisfies Offer };
  }
  const door = createServer((_, response) => {
    // A worker asks for each of its files. A connection that it kept may be closed in the moment in which it asks again.
    response.setHeader("connection", "close");
    (started ??= start()).then(
      ({ offer }) => response.end(JSON.stringify(offer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    async stop() {
      door.closeAllConnections();
      door.close();
      const there = await started?.catch(() => undefined);
      await there?.running.stop();
      await there?.database.drop();
    },
  };
}

/** Connects to the platform that test files share. */
export async function sharedPlatform(): Promise<{
  readonly database: SharedDatabase;
  readonly platform: SharedPlatform;
}> {
  const run = testServer();
  const response = await fetch(run.platformUrl);
  if (!response.ok) throw new Error(`The platform that test files share did not start: ${await response.text()}`);
  const { databaseName, platform } = (await response.json()) as Offer;
  return { database: openDatabase(run, databaseName), platform };
}
