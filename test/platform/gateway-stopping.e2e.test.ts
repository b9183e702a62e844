import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGateway } from "@coachwork/infra/applications";
import { FirmFactory, type Link, openLink, TestClient, until } from "@coachwork/testing";
import { authSecret, secretsKey, serviceSecret } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";

/** What a machine that is busy with other tests may take besides. */
const BUSY_MS = 3_000;

const { database, platform, signedIn } = await sharedStage();

/** The gateways' way to the database. Nobody else's leads over it. */
let link: Link;
let client: TestClient;

beforeAll(async () => {
  link = await openLink(database.adminUrl);
  const firm = await FirmFactory.create(database.admin);
  client = await signedIn(firm, await firm.person(["OWNER"]));
});
afterAll(() => link?.close());

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`);
    await response.text();
    return response.status === 200;
  } catch {
    return false; // who cannot be reached has not said yes
  }
}

describe("a gateway that is told to stop", () => {
  async function start(): Promise<{ url: string; stop(): Promise<string> }> {
    const service = await startGateway({
      serviceSecret,
      authSecret,
      secretsKey,
      databaseUrl: link.by(database.gatewayUrl),
      port: 0,
      schedulingPorts: [Number(new URL(platform.schedulingUrl).port)],
      logLevel: "warn",
      inherited: { DRAIN_MS: "1000" },
      log: () => undefined,
    });
    return { url: `http://127.0.0.1:${service.port}`, stop: () => service.stop().then(() => service.ended()) };
  }

  let gateways: Awaited<ReturnType<typeof start>>[];
  beforeAll(async () => {
    gateways = await Promise.all([start(), start()]);
  });
  afterAll(() => Promise.all(gateways.map((gateway) => gateway.stop())));

  test("is not ready first, goes on answering for a while, and loses no request", async () => {
    const welcome = new Set(gateways);
    const counts = { answered: 0, failed: [] as unknown[] };
    let over = false;
    // As a balancer does: looks every so often, and sends requests to those that say they are ready.
    const looking = (async () => {
      while (!over) {
        for (const gateway of gateways) {
          if (await isReady(gateway.url)) welcome.add(gateway);
          else welcome.delete(gateway);
        }
        await pause(100);
      }
    })();
    const asking = Array.from({ length: 8 }, async (_, lane) => {
      for (let count = lane; !over; count += 1) {
        const gateway = [...welcome][count % welcome.size];
        if (!gateway) {
          await pause(20);
          continue;
        }
        const answer = new TestClient(gateway.url, client.token).ask("{ me { id } }");
        await answer.then(
          () => (counts.answered += 1),
          (error: unknown) => counts.failed.push(error),
        );
      }
    });
    await until("requests", async () => counts.answered > 100);
    expect(await gateways[0]!.stop()).toBe("exit code 0");
    const before = counts.answered;
    await until("requests to the other one", async () => counts.answered > before + 50);
    over = true;
    await Promise.all([looking, ...asking]);
    expect(counts.failed).toEqual([]);
  });

  test("ends within five seconds though the database hangs", async () => {
    const gateway = gateways[1]!;
    link.stall();
    const asked = new TestClient(gateway.url, client.token).send("{ me { id } }").catch(() => undefined);
    await pause(100); // the request is under way
    const from = performance.now();
    expect(await gateway.stop()).toBe("exit code 0");
    expect(performance.now() - from).toBeLessThan(1_000 + 5_000 + BUSY_MS); // the drain, and then
    await asked;
  });
});
