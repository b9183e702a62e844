import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Birch Coaching" });
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const limits = "limits { operation capacity available restorePerSecond }";

describe("viewer", () => {
  test("tells a key of itself, its scopes, its firm, what it may do and what it may spend", async () => {
    const input = { name: "HR sync", scopes: ["people:write"], allowedAddresses: ["127.0.0.1"] };
    const made = await done(owner, "createApiKey", input, { answer: "secret apiKey { id }" });
    const key = new TestClient(platform.url, made.secret as string);
    const asked = `{ viewer {
      person { id } apiKey { id name allowedAddresses createdAt expiresAt rotatedAt } firm { name }
      roles scopes permissions ${limits}
    } }`;
    const { data, extensions } = await key.send(asked);
    const { permissions, limits: told, ...rest } = data.viewer;
    expect(rest).toEqual({
      person: null,
      apiKey: {
        ...{ id: made.apiKey.id, name: "HR sync", allowedAddresses: ["127.0.0.1"] },
        ...{ createdAt: expect.any(String), expiresAt: null, rotatedAt: null },
      },
      firm: { name: "Birch Coaching" },
      roles: [],
      scopes: ["people:read", "people:write"],
    });
    expect(permissions).toContain("importPeople");
    expect(permissions).not.toContain("bookSession");
    expect(permissions).not.toContain("createApiKey");
    const { capacity, available, restorePerSecond } = extensions!.cost as Record<string, number>;
    expect(told).toMatchObject({ capacity, restorePerSecond });
    expect(told.operation).toBeLessThanOrEqual(capacity!);
    // Some of it may have come back since.
    expect(told.available).toBeGreaterThanOrEqual(available! - 1);
    expect(told.available).toBeLessThanOrEqual(capacity!);
  });

  test("tells a person of themselves, their roles and their firm, and of no key", async () => {
    const person = await firm.person(["COACH", "CLIENT"]);
    const coach = await signedIn(firm, person);
    const { viewer, me } = await coach.ask(
      `{ viewer { person { id } apiKey { id } firm { name } roles scopes permissions } me { permissions } }`,
    );
    expect(viewer).toEqual({
      person: { id: apiId("person", person) },
      apiKey: null,
      firm: { name: "Birch Coaching" },
      roles: ["CLIENT", "COACH"],
      scopes: [],
      permissions: me.permissions,
    });
  });

  test("tells somebody without a role in the firm that they may do nothing in it", async () => {
    const nobody = await signedIn(firm, await firm.person([]));
    const { viewer } = await nobody.ask("{ viewer { firm { name } roles permissions } }");
    expect(viewer).toEqual({ firm: null, roles: [], permissions: [] });
  });

  test("asks a stranger to sign in", async () => {
    const { errors } = await new TestClient(platform.url).send("{ viewer { roles } }");
    expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });
});
