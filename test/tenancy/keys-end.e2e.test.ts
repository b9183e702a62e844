import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  createTestDatabase,
  FirmFactory,
  signIn,
  startPlatform,
  TestClient,
  type TestDatabase,
  type TestPlatform,
} from "@coachwork/testing";

let database: TestDatabase;
let platform: TestPlatform;
let owner: TestClient;
let gateways: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  platform = await startPlatform(database);
  gateways = [platform.url, await platform.anotherGateway()];
  const firm = await FirmFactory.create(database.admin);
  owner = new TestClient(platform.url, await signIn(database, firm, await firm.person(["OWNER"])));
});
afterAll(async () => {
  await platform?.stop();
  await database?.drop();
});

test("a revoked key is refused at once by every gateway, also by one that has just used it", async () => {
  const { createApiKey } = await owner.ask(
    `mutation { createApiKey(input: { name: "K", scopes: ["people:read"] }) { secret apiKey { id } } }`,
  );
  const uses = gateways.map(() => 0);
  const ends = gateways.map(async (url, place) => {
    const client = new TestClient(url, createApiKey.secret);
    for (;;) {
      const sentAt = performance.now();
      const { errors } = await client.send("{ firm { name } }");
      if (errors) return { sentAt, code: errors[0]!.extensions.code };
      uses[place]! += 1;
    }
  });
  while (uses.some((count) => count < 20)) await new Promise((resolve) => setTimeout(resolve, 10));
  await owner.ask(`mutation($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }`, {
    id: createApiKey.apiKey.id,
  });
  const revokedAt = performance.now();
  for (const { sentAt, code } of await Promise.all(ends)) {
    expect(code).toBe("UNAUTHENTICATED");
    expect(sentAt - revokedAt).toBeLessThan(500); // half of what is remembered of a key
  }
});
