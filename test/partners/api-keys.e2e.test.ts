import { beforeEach, describe, expect, test } from "@jest/globals";
import { FirmFactory, TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let owner: TestClient;

const { database, platform, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const create = (input: object, by = owner) =>
  mutate(
    by,
    "createApiKey",
    { name: "Partner", scopes: ["people:read"], ...input },
    { answer: "secret apiKey { id }" },
  );

describe("an API key", () => {
  test("opens what its scopes name, and nothing else", async () => {
    const key = new TestClient(platform.url, (await create({})).secret);
    expect((await key.ask("{ people(first: 5) { nodes { id } } }")).people.nodes).toHaveLength(1);
    const { errors } = await key.send("{ engagements(first: 5) { nodes { id } } }");
    expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
  });

  test("has scopes that exist, and at least one", async () => {
    const unknown = await create({ scopes: ["people:read", "notes:read"] });
    expect(unknown).toMatchObject({ secret: null, apiKey: null, userErrors: [{ code: "UNKNOWN_SCOPE" }] });
    expect((await create({ scopes: [] })).userErrors).toEqual([refusal("REQUIRED", "scopes")]);
  });

  test("is made by owners and admins alone", async () => {
    const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
    expect((await create({}, manager)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
  });

  test("stays revoked, however often it is revoked", async () => {
    const { secret, apiKey } = await create({});
    const revoke = () => mutate(owner, "revokeApiKey", { id: apiKey.id }, { answer: "apiKey { revokedAt }" });
    const first = await revoke();
    expect(first).toMatchObject({ apiKey: { revokedAt: expect.any(String) }, userErrors: [] });
    expect(await revoke()).toEqual(first);
    const { errors } = await new TestClient(platform.url, secret).send("{ firm { name } }");
    expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });
});
