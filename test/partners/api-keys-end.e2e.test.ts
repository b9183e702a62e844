import { beforeAll, expect, test } from "@jest/globals";
import { FirmFactory, TestClient, until } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";

let owner: TestClient;

const { database, platform, signedIn } = await sharedStage();
const gateways = [platform.url, platform.anotherUrl];

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
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
  await until("the key to be in use", () => uses.every((count) => count >= 20));
  await owner.ask(`mutation($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }`, {
    id: createApiKey.apiKey.id,
  });
  const revokedAt = performance.now();
  for (const { sentAt, code } of await Promise.all(ends)) {
    expect(code).toBe("UNAUTHENTICATED");
    expect(sentAt - revokedAt).toBeLessThan(500); // half of what is remembered of a key
  }
});
