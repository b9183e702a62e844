import { once } from "node:events";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory } from "@coachwork/testing";
import WebSocket from "ws";
import { signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

/** Firms by name, with the same coach in the first two. */
let firms: Record<"North" | "South" | "Foreign", FirmFactory>;
let coaches: Record<"North" | "South", string>;
/** The coach's session, which is in the firm South by itself. */
let token: string;
let key: string;

const { database, platform, signedIn } = await sharedStage();

beforeAll(async () => {
  const create = (name: string) => FirmFactory.create(database.admin, { name });
  firms = { North: await create("North"), South: await create("South"), Foreign: await create("Foreign") };
  const email = "robin@coaches.example";
  coaches = {
    North: await firms.North.person(["COACH"], { email }),
    South: await firms.South.person(["COACH"], { email }),
  };
  await signIn(database, firms.North, coaches.North);
  token = await signIn(database, firms.South, coaches.South);
  const owner = await signedIn(firms.North, await firms.North.person(["OWNER"]));
  const { createApiKey } = await owner.ask(
    `mutation { createApiKey(input: { name: "Key", scopes: ["people:read"] }) { secret } }`,
  );
  key = createApiKey.secret;
});

const uuidOf = (name: keyof typeof firms) => apiId("firm", firms[name].firmId);

async function firmOf(firm?: string, bearer = token) {
  const response = await fetch(`${platform.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${bearer}`,
      ...(firm !== undefined && { "coachwork-firm": firm }),
    },
    body: JSON.stringify({ query: "{ firm { name } }" }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { firm: { name: string } };
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, name: data?.firm.name, error: errors?.[0] };
}

async function choose(name: keyof typeof firms): Promise<number> {
  const response = await fetch(`${platform.url}/auth/firms/choose`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ firmId: uuidOf(name) }),
  });
  return response.status;
}

async function open(firm?: unknown, bearer = token): Promise<WebSocket> {
  const socket = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  await once(socket, "open");
  const payload = { authorization: `Bearer ${bearer}`, ...(firm !== undefined && { firm }) };
  socket.send(JSON.stringify({ type: "connection_init", payload }));
  return socket;
}

async function admitted(firm?: string): Promise<WebSocket> {
  const socket = await open(firm);
  expect(await next(socket)).toEqual({ type: "connection_ack" });
  return socket;
}

async function next(socket: WebSocket) {
  const [message] = (await once(socket, "message")) as [Buffer];
  return JSON.parse(message.toString());
}

async function firmAt(socket: WebSocket, id: string): Promise<string> {
  socket.send(JSON.stringify({ type: "subscribe", id, payload: { query: "{ firm { name } }" } }));
  for (;;) {
    const { type, payload } = await next(socket);
    if (type === "next") return payload.data.firm.name;
  }
}

async function closed(socket: WebSocket) {
  const [code, reason] = (await once(socket, "close")) as [number, Buffer];
  return { code, reason: reason.toString() };
}

describe("a request", () => {
  test("is for the firm that it names, and else for the one that the session chose last", async () => {
    expect(await firmOf(uuidOf("North"))).toMatchObject({ status: 200, name: "North" });
    expect(await firmOf(uuidOf("South"))).toMatchObject({ status: 200, name: "South" });
    expect(await firmOf()).toMatchObject({ status: 200, name: "South" });
    expect(await choose("North")).toBe(200);
    expect(await firmOf()).toMatchObject({ name: "North" });
    expect(await firmOf(uuidOf("South"))).toMatchObject({ name: "South" });
    expect(await choose("South")).toBe(200);
  });

  test("is refused alike for a firm of others, one that never was, and what is no id", async () => {
    const asked = [uuidOf("Foreign"), apiId("firm", "01a2077b-4834-7173-a840-fc60893aae79"), "South", ""];
    for (const firm of asked) {
      expect(await firmOf()).toMatchObject({ status: 200 }); // what is remembered of the token is of another firm
      const message = `You are in no firm with the id ${JSON.stringify(firm)}. Choose one from GET /auth/firms.`;
      const error = { message, extensions: { code: "FIRM_NOT_FOUND" } };
      expect(await firmOf(firm)).toMatchObject({ status: 403, name: undefined, error });
    }
    expect((await firmOf("x".repeat(5_000))).error!.message.length).toBeLessThan(200);
  });

  test("by an API key is for the key's own firm", async () => {
    expect(await firmOf(undefined, key)).toMatchObject({ status: 200, name: "North" });
    expect(await firmOf(uuidOf("North"), key)).toMatchObject({ status: 200, name: "North" });
    expect(await firmOf(uuidOf("South"), key)).toMatchObject({
      status: 403,
      error: { extensions: { code: "FIRM_NOT_FOUND" } },
    });
  });

  test("may name its firm from a page of a trusted origin", async () => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,coachwork-firm,content-type",
      },
    });
    expect(response.headers.get("access-control-allow-headers")).toContain("coachwork-firm");
  });
});

describe("a socket", () => {
  test("is in one firm for its life, whichever the session chooses meanwhile", async () => {
    const [named, byItself] = [await admitted(uuidOf("North")), await admitted()];
    expect(await choose("North")).toBe(200);
    expect(await firmAt(byItself, "1")).toBe("South");
    expect(await choose("South")).toBe(200);
    expect(await firmAt(named, "1")).toBe("North");
    for (const socket of [named, byItself]) {
      expect(socket.readyState).toBe(WebSocket.OPEN);
      socket.close();
    }
  });

  test.each([
    ["a firm of others", () => uuidOf("Foreign")],
    ["what is no id", () => 7],
    ["another firm than a key's", null],
  ])("is closed with 4403 for %s", async (_, firm) => {
    const socket = firm ? await open(firm()) : await open(uuidOf("South"), key);
    expect(await closed(socket)).toMatchObject({ code: 4403, reason: expect.stringContaining("in no firm") });
  });

  test("is closed with 4403 when its right to the firm ends, and one of another firm goes on", async () => {
    const [north, south] = [await admitted(uuidOf("North")), await admitted(uuidOf("South"))];
    const ended = closed(north);
    await database.admin.query(`delete from identity.membership where "personId" = $1`, [coaches.North]);
    await database.admin.query(`select pg_notify('coachwork_rechecks', $1)`, [coaches.North]);
    expect(await ended).toEqual({ code: 4403, reason: "You are no longer in the firm of this connection." });
    expect(await firmAt(south, "1")).toBe("South");
    expect(await firmOf(uuidOf("North"))).toMatchObject({ status: 403 });
    expect(await firmOf(uuidOf("South"))).toMatchObject({ status: 200 });
    south.close();
  });
});
