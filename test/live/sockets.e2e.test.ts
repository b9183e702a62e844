import { on, once } from "node:events";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import WebSocket from "ws";
import { happen } from "./events.ts";
import { signIn, tokenHash } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let coach: string;
let token: string;
let owner: TestClient;

const { database, platform, signedIn } = await sharedStage();

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  token = await signIn(database, firm, coach);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const subscription = (id = apiId("person", coach)) => `subscription { scheduleChanged(coachId: "${id}") { seq type } }`;

function connect(options: { protocol?: string; origin?: string } = {}): WebSocket {
  const { protocol = "graphql-transport-ws", origin } = options;
  return new WebSocket(
    `${platform.url.replace("http", "ws")}/graphql`,
    protocol,
    origin === undefined ? {} : { origin },
  );
}

/** Opens a socket as somebody. */
async function open(authorization?: string): Promise<WebSocket> {
  const socket = connect();
  await once(socket, "open");
  socket.send(
    JSON.stringify({ type: "connection_init", payload: authorization === undefined ? {} : { authorization } }),
  );
  return socket;
}

async function next(socket: WebSocket): Promise<{ type: string; id?: string; payload?: unknown }> {
  const [message] = (await once(socket, "message")) as [Buffer];
  return JSON.parse(message.toString("utf8")) as { type: string };
}

async function closed(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = (await once(socket, "close")) as [number, Buffer];
  return { code, reason: reason.toString("utf8") };
}

async function ask(socket: WebSocket, query: string, id = "1"): Promise<{ type: string; payload?: unknown }> {
  // Several messages may come at once.
  const messages = on(socket, "message");
  socket.send(JSON.stringify({ type: "subscribe", id, payload: { query } }));
  for await (const [text] of messages as AsyncIterable<[Buffer]>) {
    const message = JSON.parse(text.toString("utf8")) as { id?: string; type: string };
    if (message.id === id) return message;
  }
  throw new Error("The socket tells nothing more.");
}

describe("a socket", () => {
  test("is refused to a page of another origin, and open to our own and to programs", async () => {
    const evil = connect({ origin: "https://evil.example" });
    const [error] = (await once(evil, "error")) as [Error];
    expect(error.message).toContain("403");
    for (const origin of [undefined, platform.url]) {
      const socket = connect(origin === undefined ? {} : { origin });
      await once(socket, "open");
      socket.close();
    }
  });

  test("is closed with a clear reason when the token is malformed, unknown or expired", async () => {
    const malformed = await closed(await open("Basic abc"));
    expect(malformed).toMatchObject({ code: 4401 });
    const unknown = await closed(await open("Bearer abcdefghijklmnopqrstuvwxyzABCDEF"));
    expect(unknown).toMatchObject({ code: 4401 });
    const old = await signIn(database, firm, coach);
    await database.admin.query(
      `update identity.session set "expiresAt" = now() - interval '1 minute' where token = $1`,
      [tokenHash(old)],
    );
    const expired = await closed(await open(`Bearer ${old}`));
    expect(expired.code).toBe(4403);
    expect(expired.reason).toContain("Sign in again");
  });

  test("is closed when its token expires while it is open", async () => {
    const short = await signIn(database, firm, coach);
    await database.admin.query(
      `update identity.session set "expiresAt" = now() + interval '1200 milliseconds' where token = $1`,
      [tokenHash(short)],
    );
    const socket = await open(`Bearer ${short}`);
    expect(await next(socket)).toEqual({ type: "connection_ack" });
    expect(await closed(socket)).toMatchObject({ code: 4403, reason: "The token has expired. Sign in again." });
  });

  test("of an API key is closed within a second of the key's revocation", async () => {
    const { createApiKey } = await owner.ask(
      `mutation { createApiKey(input: { name: "Live", scopes: ["schedule:read"] }) { secret apiKey { id } userErrors { code } } }`,
    );
    const socket = await open(`Bearer ${createApiKey.secret}`);
    expect(await next(socket)).toEqual({ type: "connection_ack" });
    socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query: subscription() } }));
    const ended = closed(socket);
    await owner.ask(
      `mutation($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { revokedAt } userErrors { code } } }`,
      { id: createApiKey.apiKey.id },
    );
    const revokedAt = performance.now();
    expect(await ended).toMatchObject({ code: 4403, reason: "The API key was revoked." });
    expect(performance.now() - revokedAt).toBeLessThan(1_000);
  });

  test("answers queries as HTTP does, and asks a stranger to sign in", async () => {
    const socket = await open(`Bearer ${token}`);
    await next(socket);
    expect(await ask(socket, "{ me { id } }")).toMatchObject({
      type: "next",
      payload: { data: { me: { id: apiId("person", coach) } } },
    });
    socket.close();
    const stranger = await open();
    await next(stranger);
    expect(JSON.stringify(await ask(stranger, "{ me { id } }"))).toContain("UNAUTHENTICATED");
    stranger.close();
  });

  test("carries 50 operations at once and no more", async () => {
    const socket = await open(`Bearer ${token}`);
    await next(socket);
    for (let id = 1; id <= 50; id += 1)
      socket.send(JSON.stringify({ type: "subscribe", id: String(id), payload: { query: subscription() } }));
    const answer = await ask(socket, subscription(), "51");
    expect(answer).toMatchObject({
      type: "error",
      id: "51",
      payload: [{ extensions: { code: "TOO_MANY_OPERATIONS" } }],
    });
    socket.close();
  });

  test("lets an id be used again at once, and never answers what was completed", async () => {
    const socket = await open(`Bearer ${token}`);
    await next(socket);
    const told: string[] = [];
    socket.on("message", (message: Buffer) => told.push(message.toString("utf8")));
    const send = (type: string, id: string, query?: string) =>
      socket.send(JSON.stringify({ type, id, ...(query !== undefined && { payload: { query, ...begin } }) }));
    // Its position is told when a subscription has begun.
    const begin = { extensions: { position: null } };
    const begun = (id: string) =>
      told.filter((one) => one.includes("position") && !one.includes('"data"') && one.includes(`"id":"${id}"`)).length;
    const changesTold = () => told.filter((one) => one.includes('"type":"BOOKED"'));
    for (let round = 1; round <= 20; round += 1) {
      send("subscribe", "again", subscription());
      await until("it to begin", () => begun("again") === round);
      if (round < 20) send("complete", "again");
    }
    // Completed before they have begun, and again under the same ids.
    const ids = Array.from({ length: 20 }, (_, index) => `early ${index}`);
    for (let round = 0; round < 3; round += 1) {
      for (const id of ids) send("subscribe", id, subscription());
      for (const id of ids) send("complete", id);
    }
    send("subscribe", "after them", "{ me { id } }");
    await until("an answer after them", () => told.some((one) => one.includes('"id":"after them"')));
    const completed = told.filter((one) => one.includes('"complete"') && one.includes("again"));
    expect(completed).toEqual([]);
    const engagement = await firm.engagement({ coaches: [coach] });
    const session = await firm.session(engagement, { coaches: [coach], startsAt: at(2, 9) });
    for (let event = 1; event <= 3; event += 1) {
      await happen(database.admin, firm, "session.booked", { session, engagement, coaches: [coach] });
      await until("the event", () => changesTold().length >= event);
    }
    const answered = changesTold().map((one) => JSON.parse(one).id as string);
    expect(answered).toEqual(["again", "again", "again"]);
    socket.close();
  });

  test("is closed on a message of more than 100,000 bytes, and on one that is no message", async () => {
    const large = await open(`Bearer ${token}`);
    await next(large);
    large.send("x".repeat(100_001));
    expect((await closed(large)).code).toBe(1009);
    const nonsense = await open(`Bearer ${token}`);
    await next(nonsense);
    nonsense.send("hello?");
    expect((await closed(nonsense)).code).toBe(4400);
  });
});
