import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { FirmFactory, TestClient, until } from "@coachwork/testing";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { done } from "../support/mutate.ts";
import { natsProgram, NatsServer } from "../support/nats-server.ts";
import { startPlatform, type TestPlatform } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";

/** Two gateways that know each other through NATS alone. Polls are too slow to help. */
const tried = natsProgram ? test : () => undefined;

let nats: NatsServer | undefined;
let database: TestDatabase;
let platform: TestPlatform;
let other: string;

beforeAll(async () => {
  if (!natsProgram) return;
  nats = await NatsServer.start(natsProgram);
  database = await createTestDatabase();
  platform = await startPlatform(database, { NATS_URL: nats.url.href, EVENT_POLL_MS: "60000" });
  other = await platform.anotherGateway();
});
afterAll(async () => {
  await platform?.stop();
  await database?.drop();
  await nats?.remove();
});

const readyz = async (url: string) => {
  const response = await fetch(`${url}/readyz`);
  return [response.status, ((await response.json()) as { warnings?: string[] }).warnings];
};

if (!natsProgram) test("is not tried: this machine has no nats-server; see buses.test.ts", () => undefined);

tried(
  "a key that is revoked at one gateway loses its socket at another within a second, also after NATS was away",
  async () => {
    const firm = await FirmFactory.create(database.admin);
    const token = await signIn(database, firm, await firm.person(["OWNER"]));
    const owner = new TestClient(platform.url, token);
    const revoked = async () => {
      const { secret, apiKey } = await done(
        owner,
        "createApiKey",
        { name: "Partner", scopes: ["people:read"] },
        { answer: "secret apiKey { id }" },
      );
      const partner = new TestClient(other, secret as string);
      const following = partner.follow("subscription { events { type } }");
      await following.until(1);
      await done(owner, "createOrganization", { name: `Told ${secret.slice(-6)}` }, { answer: "organization { id }" });
      await following.until(2);
      const from = performance.now();
      await done(owner, "revokeApiKey", { id: apiKey.id }, { answer: "apiKey { id }" });
      await following.untilEnded();
      expect(performance.now() - from).toBeLessThan(1_500);
    };
    await revoked();

    await nats!.kill();
    await until("the gateways to notice", async () => (await readyz(other))[1] !== undefined);
    expect(await readyz(platform.url)).toEqual([200, ["The bus has lost its connection to NATS."]]);
    // Without the bus, the log is still looked at.
    const alone = owner.follow("subscription { events { type } }");
    await alone.until(1);
    await done(
      new TestClient(other, token),
      "createOrganization",
      { name: "Alone" },
      { answer: "organization { id }" },
    );
    await alone.until(2);

    await nats!.start();
    await until(
      "the bus to be back",
      async () => (await readyz(other))[1] === undefined && (await readyz(platform.url))[1] === undefined,
    );
    await revoked();
    await owner.close();
  },
);
