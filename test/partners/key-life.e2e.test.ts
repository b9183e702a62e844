import { once } from "node:events";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, TestClient } from "@coachwork/testing";
import WebSocket from "ws";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();
const gateways = [platform.url, platform.anotherUrl];

let firm: FirmFactory;
let owner: TestClient;
let coach: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Olga Owner" }));
  coach = await firm.person(["COACH"]);
});

interface Key {
  readonly id: string;
  readonly secret: string;
}

async function create(input: object = {}): Promise<Key> {
  const made = { name: "Partner", scopes: ["people:read", "schedule:read"], ...input };
  const { secret, apiKey } = await done(owner, "createApiKey", made, { answer: "secret apiKey { id }" });
  return { id: apiKey.id as string, secret: secret as string };
}

const rotate = async (id: string, overlapHours?: number) =>
  (await done(owner, "rotateApiKey", { id, overlapHours }, { answer: "secret" })).secret as string;

/** What a key is answered by each gateway: `true`, or an error's code. */
async function answered(secret: string, headers: Record<string, string> = {}): Promise<unknown[]> {
  return Promise.all(
    gateways.map(async (url) => {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${secret}`, ...headers },
        body: JSON.stringify({ query: "{ firm { name } }" }),
      });
      const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
      return errors?.[0]?.extensions.code ?? true;
    }),
  );
}

/** An open socket of a key at each gateway, which follows the firm's events. */
async function openSockets(secret: string): Promise<{ ends: Promise<{ code: number; reason: string }[]> }> {
  const query = "subscription { events { seq } }";
  const opening = gateways.map(async (url) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    const end = (once(socket, "close") as Promise<[number, Buffer]>).then(([code, reason]) => {
      return { code, reason: reason.toString("utf8") };
    });
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${secret}` } }));
    await once(socket, "message");
    socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query } }));
    await once(socket, "message");
    return { end };
  });
  const open = await Promise.all(opening);
  return { ends: Promise.all(open.map(({ end }) => end)) };
}

const both = (code: unknown) => [code, code];

describe("A key that is bound to addresses", () => {
  test.each([
    ["its own address", ["127.0.0.1"], true],
    ["a range around it", ["203.0.113.0/24", "127.0.0.0/8"], true],
    ["others alone", ["203.0.113.0/24", "2001:db8::/32"], "ADDRESS_NOT_ALLOWED"],
    ["any", [], true],
  ])("works from %s: %j, %s", async (_, allowedAddresses, answer) => {
    expect(await answered((await create({ allowedAddresses })).secret)).toEqual(both(answer));
  });

  test("does not believe what a client says about its own address", async () => {
    // One proxy is trusted here. It adds the address of its client after whatever that client sent.
    const { secret } = await create({ allowedAddresses: ["203.0.113.7", "2001:db8::/32"] });
    const through = (told: string) => answered(secret, { "x-forwarded-for": told });
    expect(await through("203.0.113.7, 198.51.100.1")).toEqual(both("ADDRESS_NOT_ALLOWED"));
    expect(await through("198.51.100.1, 203.0.113.7")).toEqual(both(true));
    expect(await through("2001:db8:7::1")).toEqual(both(true));
  });

  test("opens no socket from elsewhere, and an open one closes when its address is taken away", async () => {
    const refused = await create({ allowedAddresses: ["203.0.113.7"] });
    const socket = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${refused.secret}` } }));
    expect((await once(socket, "close"))[0]).toBe(4403);

    const key = await create({ allowedAddresses: ["127.0.0.1"] });
    const { ends } = await openSockets(key.secret);
    await done(owner, "updateApiKey", { id: key.id, allowedAddresses: ["203.0.113.7"] });
    const changedAt = performance.now();
    const reason = expect.stringContaining("The API key does not work from 127.0.0.1.");
    expect(await ends).toEqual(both({ code: 4403, reason }));
    expect(performance.now() - changedAt).toBeLessThan(1_000);
    expect(await answered(key.secret)).toEqual(both("ADDRESS_NOT_ALLOWED"));
  });

  test("is not used by being refused", async () => {
    const { id, secret } = await create({ allowedAddresses: ["203.0.113.7"] });
    await answered(secret);
    const { apiKeys } = await owner.ask("{ apiKeys(first: 9) { nodes { id lastUsedAt allowedAddresses } } }");
    expect(apiKeys.nodes).toEqual([{ id, lastUsedAt: null, allowedAddresses: ["203.0.113.7"] }]);
  });

  test.each(["203.0.113.300", "203.0.113.0/33", "2001:db8::/129", "example.com", "1.2.3.4/08", "::1%lo"])(
    "is not bound to %p, which is no address",
    async (range) => {
      const made = { name: "Partner", scopes: ["people:read"], allowedAddresses: [range] };
      expect((await mutate(owner, "createApiKey", made)).userErrors).toEqual([
        { code: "INVALID", field: ["input", "allowedAddresses", "0"] },
      ]);
    },
  );
});

describe("A rotated key", () => {
  test("works with both secrets until the overlap ends, and then with the new one alone", async () => {
    const { id, secret } = await create();
    const { ends } = await openSockets(secret);
    const next = await rotate(id);
    expect(next).not.toBe(secret);
    expect([...(await answered(secret)), ...(await answered(next))]).toEqual([true, true, true, true]);
    // The overlap ends in a moment; what changes the key makes the gateways look at it again.
    await database.admin.query(
      "update api_key set previous_secret_until = now() + interval '1.5 s' where firm_id = $1",
      [firm.firmId],
    );
    await done(owner, "updateApiKey", { id, name: "Partner, rotated" });
    const reason = expect.stringContaining("another secret");
    expect(await ends).toEqual(both({ code: 4403, reason }));
    expect([...(await answered(secret)), ...(await answered(next))]).toEqual([...both("UNAUTHENTICATED"), true, true]);
  });

  test("loses its old secret at once without an overlap, with its sockets, and for good", async () => {
    const { id, secret } = await create();
    const { ends } = await openSockets(secret);
    const next = await rotate(id, 0);
    expect(await ends).toMatchObject([{ code: 4403 }, { code: 4403 }]);
    expect([...(await answered(secret)), ...(await answered(next))]).toEqual([...both("UNAUTHENTICATED"), true, true]);
  });

  test("that is rotated again ends the first secret, though its overlap was not over", async () => {
    const { id, secret } = await create();
    const second = await rotate(id, 720);
    const third = await rotate(id, 1);
    expect(await answered(secret)).toEqual(both("UNAUTHENTICATED"));
    expect([...(await answered(second)), ...(await answered(third))]).toEqual([true, true, true, true]);
  });

  test("ends with both secrets when it is revoked, within a second", async () => {
    const { id, secret } = await create();
    const next = await rotate(id);
    const [old, present] = [await openSockets(secret), await openSockets(next)];
    await done(owner, "revokeApiKey", { id });
    const revokedAt = performance.now();
    const ended = { code: 4403, reason: "The API key was revoked." };
    expect([...(await old.ends), ...(await present.ends)]).toEqual([ended, ended, ended, ended]);
    expect(performance.now() - revokedAt).toBeLessThan(1_000);
    expect([...(await answered(secret)), ...(await answered(next))]).toEqual([
      ...both("UNAUTHENTICATED"),
      ...both("UNAUTHENTICATED"),
    ]);
    expect((await mutate(owner, "rotateApiKey", { id })).userErrors).toEqual([refusal("KEY_REVOKED", "id")]);
    expect((await mutate(owner, "updateApiKey", { id, name: "Back" })).userErrors).toEqual([
      refusal("KEY_REVOKED", "id"),
    ]);
  });

  test("shows its new secret once, also to who asks again with the same idempotency key", async () => {
    const { id } = await create();
    const ask = () => mutate(owner, "rotateApiKey", { id, idempotencyKey: "rotate-1" }, { answer: "secret" });
    expect((await ask()).secret).toMatch(/^cw_live_/);
    expect(await ask()).toEqual({ secret: null, userErrors: [] });
  });
});

describe("A key whose scopes are narrowed", () => {
  test("reads at once what is left alone, and its open sockets hear no more of the rest", async () => {
    const engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
    const key = await create({ scopes: ["people:read", "engagements:read"] });
    const client = new TestClient(platform.url, key.secret);
    const following = client.follow("subscription { events(types: [ENGAGEMENT_UPDATED, PERSON_UPDATED]) { type } }");
    await following.until(1);
    const update = async (title: string) => {
      await done(owner, "updateEngagement", { id: apiId("engagement", engagement), title });
      await done(owner, "updatePerson", { id: apiId("person", coach), name: title });
    };
    await update("Before");
    await following.until(3);
    await done(owner, "updateApiKey", { id: key.id, scopes: ["people:read"] });
    const { errors } = await client.send("{ engagements(first: 1) { nodes { id } } }");
    expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
    await update("After");
    const heard = await following.until(4);
    const types = heard.map(({ data }) => data.events.type as string);
    expect(types).toEqual(["SNAPSHOT", "ENGAGEMENT_UPDATED", "PERSON_UPDATED", "PERSON_UPDATED"]);
    await client.close();
  });
});

describe("A key's life", () => {
  test("is in the firm's log, and another firm's owner can do nothing to it", async () => {
    const { id } = await create();
    await done(owner, "updateApiKey", { id, name: "Renamed" });
    await done(owner, "updateApiKey", { id, name: "Renamed" });
    await rotate(id);
    const other = await FirmFactory.create(database.admin);
    const stranger = await signedIn(other, await other.person(["OWNER"]));
    for (const name of ["updateApiKey", "rotateApiKey", "revokeApiKey"])
      expect((await mutate(stranger, name, { id })).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    await done(owner, "revokeApiKey", { id });
    const { rows } = await database.admin.query(
      "select type from event where firm_id = $1 and type like 'api_key.%' order by seq",
      [firm.firmId],
    );
    expect(rows.map(({ type }) => type)).toEqual(
      ["created", "updated", "rotated", "revoked"].map((verb) => `api_key.${verb}`),
    );
  });

  test("is for owners and admins, and has scopes that exist", async () => {
    const { id } = await create();
    const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
    expect((await mutate(manager, "rotateApiKey", { id })).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    expect((await mutate(manager, "updateApiKey", { id, scopes: ["people:write"] })).userErrors).toMatchObject([
      { code: "FORBIDDEN" },
    ]);
    const unknown = await mutate(owner, "updateApiKey", { id, scopes: ["people:read", "money:write"] });
    expect(unknown.userErrors).toEqual([{ code: "UNKNOWN_SCOPE", field: ["input", "scopes", "1"] }]);
  });

  test("ends when it expires, and then nothing brings it back", async () => {
    const { id, secret } = await create();
    const { ends } = await openSockets(secret);
    await database.admin.query("update api_key set expires_at = now() + interval '1.5 s' where firm_id = $1", [
      firm.firmId,
    ]);
    await done(owner, "updateApiKey", { id, name: "Renamed" });
    expect(await ends).toMatchObject(both({ code: 4403, reason: expect.stringContaining("expired") }));
    expect(await answered(secret)).toEqual(both("UNAUTHENTICATED"));
    expect((await mutate(owner, "rotateApiKey", { id })).userErrors).toEqual([refusal("KEY_EXPIRED", "id")]);
  });
});

test("a key ends once the person who created it may not create keys any more", async () => {
  const firm = await FirmFactory.create(database.admin);
  const by = await signedIn(firm, await firm.person(["OWNER"]));
  const other = await firm.person(["OWNER"]);
  const creator = await signedIn(firm, other);
  const input = { name: "Nightly", scopes: ["people:write"] };
  const { secret } = await done(creator, "createApiKey", input, { answer: "secret" });
  const key = new TestClient(platform.url, secret);
  const withRoles = (...roles: string[]) => done(by, "updatePerson", { id: apiId("person", other), roles });
  await withRoles("ADMIN");
  expect((await key.ask("{ firm { name } }")).firm.name).toEqual(expect.any(String));
  await withRoles("COACH");
  const { errors } = await key.send("{ firm { name } }");
  expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  // Giving the role back does not bring the key back.
  await withRoles("ADMIN");
  expect((await key.send("{ firm { name } }")).errors).toHaveLength(1);
});
