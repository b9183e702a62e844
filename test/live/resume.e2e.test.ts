import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { CoachworkClient, graphql } from "@coachwork/client";
import { type AnyData, apiId, at, FirmFactory, TestClient, within } from "@coachwork/testing";
import WebSocket from "ws";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

/** A lost connection, as a client meets it that connects again by itself. */
let manager: TestClient;
let firm: FirmFactory;
let token: string;
/** Coaches and their engagements. */
let anna: { id: string; engagement: string };
let ben: { id: string; engagement: string };
let client: CoachworkClient;
/** The client's sockets. */
let sockets: WebSocket[];
/** Called when the client's connection is lost. */
let onLost: () => void;
/** Where bookings go: a gateway that stays up. */
let elsewhere: string;

const changes = "subscription($coach: ID!) { scheduleChanged(coachId: $coach) { type session { id } } }";
const typedChanges = graphql(changes);

const { database, platform } = await ownStage();

beforeAll(async () => {
  elsewhere = await platform.anotherGateway();
});

afterAll(() => client?.close());

beforeEach(async () => {
  client?.close();
  firm = await FirmFactory.create(database.admin);
  [anna, ben] = [await coachIn(firm), await coachIn(firm)];
  token = await signIn(database, firm, await firm.person(["PROGRAM_MANAGER"]));
  manager = new TestClient(elsewhere, token);
  sockets = [];
  onLost = () => undefined;
  const opened = sockets;
  client = new CoachworkClient({
    url: platform.url,
    token,
    webSocket: class extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols);
        opened.push(this);
      }
    },
    onConnection: (isConnected) => isConnected || onLost(),
  });
});

async function coachIn(firm: FirmFactory): Promise<{ id: string; engagement: string }> {
  const id = await firm.person(["COACH"]);
  const people = { coaches: [id], participants: [await firm.person(["CLIENT"])] };
  const engagement = await firm.engagement(people, { allocation_amount: 1_000 });
  await firm.availability(id);
  return { id, engagement };
}

async function book({ engagement }: { engagement: string }, hour: number): Promise<string> {
  const day = 2 + Math.floor(hour / 24);
  const input = {
    engagementId: apiId("engagement", engagement),
    startsAt: at(day, hour % 24),
    endsAt: at(day, hour % 24, 50),
  };
  const { bookSession } = await manager.ask(
    "mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }",
    { input },
  );
  expect(bookSession.userErrors).toEqual([]);
  return bookSession.session.id;
}

/** What a subscription of the client was told. */
interface Followed {
  readonly sessions: (string | undefined)[];
  until(count: number, patience?: number): Promise<unknown>;
}

/** Follows a coach's schedule from now on; resolves when that has begun. */
async function follow({ id }: { id: string }): Promise<Followed> {
  const subscription = client.subscribe(typedChanges, { coach: apiId("person", id) });
  await subscription.begun;
  const sessions: (string | undefined)[] = [];
  void (async () => {
    for await (const { scheduleChanged } of subscription)
      if (scheduleChanged.type !== "SNAPSHOT") sessions.push(scheduleChanged.session?.id);
  })();
  return {
    sessions,
    until: (count, patience = 10_000) => within(patience, `${count} changes`, () => sessions.length >= count),
  };
}

describe("a client that connects again by itself", () => {
  test("misses nothing and gets nothing twice, however often it is cut off", async () => {
    const following = await follow(anna);
    const idle = await follow(ben);
    const booked: string[] = [];
    for (let hour = 0; hour < 12; hour += 1) {
      booked.push(await book(anna, hour));
      if (hour % 4 === 1) await following.until(booked.length);
      if (hour % 4 === 2) sockets.at(-1)!.terminate(); // with an event on its way
    }
    const late = await book(ben, 0);
    await following.until(12);
    await idle.until(1);
    expect(following.sessions).toEqual(booked);
    expect(idle.sessions).toEqual([late]);
  });

  test("misses nothing of the time without a gateway, not even what had sent nothing before", async () => {
    const following = await follow(anna);
    const idle = await follow(ben);
    const booked = [await book(anna, 0)];
    await following.until(1);
    const gone = new Promise<void>((resolve) => (onLost = resolve));
    process.kill(platform.gateway.pid()!, "SIGKILL");
    await gone;
    booked.push(await book(anna, 1));
    const others = [await book(ben, 1), await book(ben, 2)];
    await following.until(2, 60_000);
    await idle.until(2, 60_000);
    booked.push(await book(anna, 2));
    await following.until(3);
    expect(following.sessions).toEqual(booked);
    expect(idle.sessions).toEqual(others);
  });
});

interface Message {
  readonly type: string;
  readonly payload: AnyData;
}

describe("a subscription's position", () => {
  let socket: WebSocket;
  let messages: Message[];
  let subscribed: number;

  beforeEach(async () => {
    subscribed = 0;
    socket = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    messages = [];
    socket.on("message", (message: Buffer) => messages.push(JSON.parse(message.toString("utf8"))));
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  });

  afterEach(() => socket.close());

  function subscribe(extensions?: object): void {
    const payload = { query: changes, variables: { coach: apiId("person", anna.id) }, extensions };
    socket.send(JSON.stringify({ type: "subscribe", id: `s${(subscribed += 1)}`, payload }));
  }

  const snapshot = { payload: { data: { scheduleChanged: { type: "SNAPSHOT" } } } };

  async function next(type: string): Promise<Message> {
    for (;;) {
      const message = messages.shift();
      if (message?.type === type) return message;
      if (!message) await once(socket, "message");
    }
  }

  test("is told where it begins, with each event, and where nothing was for it in a while", async () => {
    await next("connection_ack");
    subscribe({ position: null });
    expect(await next("next")).toMatchObject({ id: "s1", payload: { extensions: { position: "0" } } });
    expect(await next("next")).toMatchObject(snapshot);
    await book(anna, 0);
    const first = await next("next");
    expect(seqOf(first)).toBeGreaterThan(0);
    await othersEvents(150);
    const told = await next("next");
    expect(told).toMatchObject({ id: "s1", payload: { extensions: { position: expect.any(String) } } });
    expect(told.payload).not.toHaveProperty("data");
    expect(seqOf(told)).toBeGreaterThanOrEqual(seqOf(first) + 100);
  });

  test("is not told to a client that does not ask", async () => {
    await next("connection_ack");
    subscribe();
    const first = await next("next");
    expect(first).toMatchObject(snapshot);
    await book(anna, 0);
    for (const { payload } of [first, await next("next")])
      expect(payload.extensions ?? {}).not.toHaveProperty("position");
  });

  test("that is none is refused with what would be right", async () => {
    await next("connection_ack");
    for (const position of ["12", "12.", "0.abcdefghijkl", -1, 1.5, {}, 1e300]) {
      subscribe({ position });
      expect((await next("error")).payload).toMatchObject([
        { message: expect.stringContaining("the last one that you received"), extensions: { code: "BAD_USER_INPUT" } },
      ]);
    }
  });

  test("of an event that is not in the log has the client read the schedule anew", async () => {
    await next("connection_ack");
    subscribe({ position: 12 });
    expect(await resyncRequired()).toContain("extensions.position is 12, but the firm's last event is 0");
    await book(anna, 0);
    subscribe({ position: null });
    const last = (await next("next")).payload.extensions.position as string;
    expect(await next("next")).toMatchObject(snapshot);
    subscribe({ position: last.replace(/\..*/, ".notthemark12") });
    expect(await resyncRequired()).toContain("Read anew what you follow");
    subscribe({ position: last });
    expect((await next("next")).payload.extensions.position).toBe(last);
  });

  const seqOf = ({ payload }: Message) => Number.parseInt(payload.extensions.position, 10);

  async function resyncRequired(): Promise<string> {
    const { payload } = await next("next");
    expect(payload).toMatchObject({ errors: [{ extensions: { code: "RESYNC_REQUIRED" } }] });
    await next("complete");
    return payload.errors[0].message;
  }

  /** Events that are for nobody here. */
  async function othersEvents(count: number): Promise<void> {
    await database.admin.query(
      `with counter as (update firm_counter set last_seq = last_seq + $2::int where firm_id = $1::uuid returning last_seq)
       insert into event (firm_id, seq, type, ids, occurred_at)
       select $1::uuid, last_seq - $2::int + n, 'session.booked', $3, now() from counter, generate_series(1, $2::int) n`,
      [firm.firmId, count, { session: anna.id, coaches: [ben.id] }],
    );
  }
});
