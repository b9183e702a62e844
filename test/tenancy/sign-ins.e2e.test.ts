import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, TestClient, until } from "@coachwork/testing";
import WebSocket from "ws";
import { PASSWORD, signIn, tokenHash } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

/** How soon the end of a sign-in must reach everything. */
const SECOND = 1_000;
/** Where the tests ask from, so that nobody else's attempts count here. */
const ADDRESS = "198.51.100.20";

let firm: FirmFactory;
let owner: TestClient;
let coach: { id: string; email: string };

const { database, platform, signedIn } = await sharedStage();
/** Two gateways on one database. */
const urls = [platform.url, platform.anotherUrl] as const;

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

beforeEach(async () => {
  const id = await firm.person(["COACH"]);
  await signIn(database, firm, id);
  const { rows } = await database.admin.query<{ email: string }>("select email from person where id = $1", [id]);
  coach = { id, email: rows[0]!.email };
});

interface Reply {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each door answers another shape
  readonly body: any;
}

async function call(method: "GET" | "POST", path: string, token?: string, body: object = {}): Promise<Reply> {
  const response = await fetch(`${urls[0]}/auth${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      "user-agent": "A test",
      "x-forwarded-for": ADDRESS,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(method === "POST" && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function enter(password = PASSWORD): Promise<string> {
  const { status, body } = await call("POST", "/sign-in/email", undefined, { email: coach.email, password });
  expect({ status, body }).toMatchObject({ status: 200, body: { firm: { name: "A firm" } } });
  return body.token;
}

/** The status that a gateway answers to who asks with the token. */
async function statusAt(url: string, token: string): Promise<number> {
  return (await new TestClient(url, token).post(JSON.stringify({ query: "{ me { roles } }" }))).status;
}

/** A socket of the token at a gateway, acknowledged. */
async function open(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  const [message] = (await once(socket, "message")) as [Buffer];
  expect(JSON.parse(message.toString())).toEqual({ type: "connection_ack" });
  return socket;
}

/** Sockets at both gateways, and when each of them was closed by what code. */
async function openEverywhere(token: string) {
  const sockets = await Promise.all(urls.map((url) => open(url, token)));
  const closings = sockets.map(async (socket) => {
    const [code, reason] = (await once(socket, "close")) as [number, Buffer];
    return { code, reason: reason.toString(), at: performance.now() };
  });
  return { sockets, closings: Promise.all(closings) };
}

/** Expects that a sign-in is at its end at both gateways: its sockets and its token. */
async function expectEnded(token: string, { closings }: Awaited<ReturnType<typeof openEverywhere>>, from: number) {
  for (const { code, reason, at } of await closings) {
    expect({ code, reason }).toEqual({ code: 4403, reason: "The sign-in has ended. Sign in again." });
    expect(at - from).toBeLessThan(SECOND);
  }
  for (const url of urls) expect(await statusAt(url, token)).toBe(401);
  expect(performance.now() - from).toBeLessThan(SECOND);
}

test("whoever was deactivated signs in to no firm, and is told of none", async () => {
  const deactivate = `mutation($id: ID!) { deactivatePerson(input: { personId: $id }) { userErrors { code } } }`;
  const { deactivatePerson } = await owner.ask(deactivate, { id: apiId("person", coach.id) });
  expect(deactivatePerson.userErrors).toEqual([]);
  const credentials = { email: coach.email, password: PASSWORD };
  const { status, body } = await call("POST", "/sign-in/email", undefined, credentials);
  expect({ status, firm: body.firm }).toEqual({ status: 200, firm: null });
  expect((await call("GET", "/firms", body.token)).body).toEqual({ firms: [] });
});

/** What ends a sign-in, done with its token: the status of the answer. */
const endings: [string, (token: string) => Promise<Reply>][] = [
  ["signing out", (token) => call("POST", "/sign-out", token)],
  ["signing out everywhere", (token) => call("POST", "/sign-out-everywhere", token)],
  [
    "another sign-in that ends it by its id",
    async (token) => {
      const other = await enter();
      const { body } = await call("GET", "/sign-ins", token);
      const { id } = body.signIns.find(({ current }: { current: boolean }) => current);
      return call("POST", "/sign-ins/end", other, { id });
    },
  ],
  [
    "another sign-in that keeps itself alone",
    async () => call("POST", "/sign-out-everywhere", await enter(), { keepThis: true }),
  ],
  [
    "a change of the password by another sign-in",
    async () => {
      const passwords = { currentPassword: PASSWORD, newPassword: "another password for tests" };
      return call("POST", "/change-password", await enter(), passwords);
    },
  ],
];

describe("a sign-in", () => {
  test.each(endings)("ends within a second at every gateway by %s", async (_, end) => {
    const token = await enter();
    for (const url of urls) expect(await statusAt(url, token)).toBe(200); // remembered there
    const sockets = await openEverywhere(token);
    const ended = await end(token);
    expect(ended.status).toBe(200);
    await expectEnded(token, sockets, performance.now());
  });

  test("goes on when another one of the same person ends, and so do its sockets", async () => {
    const [kept, other] = [await enter(), await enter()];
    const { sockets } = await openEverywhere(kept);
    const gone = await openEverywhere(other);
    await call("POST", "/sign-out", other);
    await gone.closings;
    for (const url of urls) expect(await statusAt(url, kept)).toBe(200);
    expect(sockets.map(({ readyState }) => readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    for (const socket of sockets) socket.close();
  });

  test("of who changes the password goes on, and the new password alone signs in", async () => {
    const token = await enter();
    const newPassword = "yet another password for tests";
    const changed = await call("POST", "/change-password", token, { currentPassword: PASSWORD, newPassword });
    expect(changed).toMatchObject({ status: 200, body: { ended: 1, user: { email: coach.email } } });
    expect(await statusAt(urls[0], token)).toBe(200);
    expect((await call("POST", "/sign-in/email", undefined, { email: coach.email, password: PASSWORD })).status).toBe(
      401,
    );
    await enter(newPassword);
  });

  test("has the person's new rights at every gateway within a second, on open sockets too", async () => {
    const token = await enter();
    const people = "{ people(first: 10) { nodes { id } } }";
    const sockets = await Promise.all(urls.map((url) => open(url, token)));
    // Several messages may come at once, so that none may be waited for by itself.
    const seenBy = (socket: WebSocket) => () =>
      new Promise<number>((resolve) => {
        const id = randomUUID();
        const read = (message: Buffer) => {
          const { type, id: of, payload } = JSON.parse(message.toString());
          if (type !== "next" || of !== id) return;
          socket.off("message", read);
          resolve(payload.data.people.nodes.length as number);
        };
        socket.on("message", read);
        socket.send(JSON.stringify({ type: "subscribe", id, payload: { query: people } }));
      });
    const seenAt = (url: string) => async () =>
      (await new TestClient(url, token).ask(people)).people.nodes.length as number;
    const views = [...sockets.map(seenBy), ...urls.map(seenAt)];
    for (const look of views) expect(await look()).toBe(1);

    const { updatePerson } = await owner.ask(
      `mutation ($id: ID!) { updatePerson(input: { id: $id, roles: [PROGRAM_MANAGER] }) { userErrors { code } } }`,
      { id: apiId("person", coach.id) },
    );
    expect(updatePerson.userErrors).toEqual([]);
    const from = performance.now();
    for (const look of views) while ((await look()) === 1) expect(performance.now() - from).toBeLessThan(SECOND);
    expect(performance.now() - from).toBeLessThan(SECOND);
    for (const socket of sockets) socket.close();
  });

  test("is listed with its device, address and times, without its token, and told from the others", async () => {
    const [token, other] = [await enter(), await enter()];
    const { status, body } = await call("GET", "/sign-ins", token);
    expect(status).toBe(200);
    expect(body.signIns).toHaveLength(3); // one that was arranged
    const current = body.signIns.filter((one: { current: boolean }) => one.current);
    expect(current).toEqual([
      {
        id: expect.any(String),
        device: "A test",
        address: ADDRESS,
        signedInAt: expect.any(String),
        lastUsedAt: expect.any(String),
        endsAt: expect.any(String),
        current: true,
      },
    ]);
    const { rows } = await database.admin.query<{ token: string }>("select token from identity.session");
    for (const secret of [token, other, ...rows.map((row) => row.token)])
      expect(JSON.stringify(body)).not.toContain(secret);
  });

  test("of somebody else cannot be ended, and is answered like one that never was", async () => {
    const token = await enter();
    const { rows } = await database.admin.query<{ id: string }>(
      `select s.id from identity.session s join identity."user" u on u.id = s."userId" where u.email <> $1 limit 1`,
      [coach.email],
    );
    const [foreign, never] = [rows[0]!.id, "01a2077b-4834-7173-a840-fc60893aae79"];
    const answers = await Promise.all([foreign, never].map((id) => call("POST", "/sign-ins/end", token, { id })));
    const [one, other] = answers.map((answer) => JSON.stringify(answer).replace(/"requestId":"[^"]*"/, ""));
    expect(one).toBe(other);
    expect(answers[0]).toMatchObject({
      status: 404,
      body: { errors: [{ extensions: { code: "SIGN_IN_NOT_FOUND" } }] },
    });
    expect((await call("GET", "/sign-ins")).status).toBe(401);
  });
});

describe("a token", () => {
  test("is kept as a hash, which signs nobody in anywhere", async () => {
    const token = await enter();
    const { rows } = await database.admin.query<{ token: string; row: string }>(
      `select s.token, to_jsonb(s)::text as row from identity.session s join identity."user" u on u.id = s."userId"
       where u.email = $1`,
      [coach.email],
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
    for (const { token: kept } of rows) {
      expect(await statusAt(urls[0], kept)).toBe(401);
      expect((await call("GET", "/sign-ins", kept)).status).toBe(401);
      expect((await call("GET", "/get-session", kept)).body).toBeNull();
    }
  });

  test("is not in the answer about its session, and neither is its hash", async () => {
    const token = await enter();
    const { body } = await call("GET", "/get-session", token);
    expect(body).toMatchObject({ user: { email: coach.email }, session: { userAgent: "A test" } });
    expect(body.session).not.toHaveProperty("token");
  });
});

describe("a session that is used every day", () => {
  const age = (token: string, days: number, used: number) =>
    database.admin.query(
      `update identity.session set "createdAt" = now() - $2 * interval '1 day', "updatedAt" = now() - $3 * interval '1 day',
         "expiresAt" = now() + interval '2 days'
       where token = $1`,
      [tokenHash(token), days, used],
    );
  const endOf = async (token: string) => Date.parse((await call("GET", "/get-session", token)).body.session.expiresAt);
  const daysFromNow = (time: number) => (time - Date.now()) / 86_400_000;

  test.each([
    ["lasts seven days more", 3, 7],
    ["ends 30 days after the sign-in", 27, 3],
  ])("%s", async (_, days, left) => {
    const token = await enter();
    await age(token, days, 1.5);
    const before = await endOf(token);
    expect(await statusAt(urls[0], token)).toBe(200);
    const end = await until(
      "the session to be renewed",
      () => endOf(token),
      (time) => time !== before,
    );
    expect(daysFromNow(end)).toBeCloseTo(left, 1);
  });
});
