import { once } from "node:events";
import type { Writable } from "node:stream";
import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import WebSocket from "ws";
import { statementsSentTo } from "../isolation/log.js";
import { ownStage } from "../support/stage.ts";

let greedy: Firm;
let calm: Firm;

/** A firm, and one of its coaches who is signed in. */
interface Firm {
  readonly factory: FirmFactory;
  readonly client: TestClient;
}

/** Connections of each process; a third of them are three. */
const POOL = 9;

/** Reads that need the table of notes. */
const notes = "{ engagements(first: 1) { nodes { notes(first: 1) { nodes { id } } } } }";

const { database, platform, signedIn } = await ownStage(
  { DATABASE_POOL_SIZE: String(POOL), STATEMENT_TIMEOUT_MS: "60000" },
  { isLogged: true },
);

beforeEach(async () => {
  [greedy, calm] = [await firmWithCoach(), await firmWithCoach()];
});

async function firmWithCoach(): Promise<Firm> {
  const factory = await FirmFactory.create(database.admin);
  const coach = await factory.person(["COACH", "ADMIN"]);
  await factory.engagement({ coaches: [coach] });
  return { factory, client: await signedIn(factory, coach) };
}

/** Statements of a service that wait for a lock. */
async function waitingForLocks(application = "coachwork-gateway"): Promise<number> {
  const { rows } = await database.admin.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = $1 and application_name = $2 and wait_event_type = 'Lock'`,
    [database.name, application],
  );
  return rows[0]!.count;
}

/** Does something while whoever reads a table waits. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const connection = await database.admin.connect();
  try {
    await connection.query(`begin; lock table ${table} in access exclusive mode`);
    await work();
  } finally {
    await connection.query("rollback");
    connection.release();
  }
}

test("a firm whose statements do not end has a third of the connections, and another firm is answered meanwhile", async () => {
  let answered = 0;
  let slow: Promise<Response>[] = [];
  await whileLocked("note", async () => {
    const body = JSON.stringify({ query: notes });
    slow = Array.from({ length: 40 }, () => greedy.client.post(body).finally(() => (answered += 1)));
    await until("the firm's share to be taken", async () => (await waitingForLocks()) === POOL / 3);

    const reads = Array.from({ length: 20 }, () =>
      calm.client.ask("{ me { id } engagements(first: 1) { totalCount } }"),
    );
    for (const { engagements } of await Promise.all<AnyData>(reads)) expect(engagements.totalCount).toBe(1);
    expect([answered, await waitingForLocks()]).toEqual([0, POOL / 3]);

    // Who waits in line for too long is told to come again, and the firm's slow statements still have their connections.
    await until("those in line to be turned away", () => answered === 40 - POOL / 3);
    expect(await waitingForLocks()).toBe(POOL / 3);
  });
  const statuses = (await Promise.all(slow)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(POOL / 3);
  const refused = (await Promise.all(slow)).filter(({ status }) => status === 429);
  expect(refused).toHaveLength(40 - POOL / 3);
  expect(refused[0]!.headers.get("retry-after")).toBe("1");
  expect(await refused[0]!.json()).toMatchObject({
    errors: [{ message: expect.stringContaining("Try again"), extensions: { code: "THROTTLED", retryAfterMs: 1_000 } }],
  });
  expect((await greedy.client.send(notes)).errors).toBeUndefined();
});

/** How often the scheduling service has looked whether an asker sees some coaches. */
async function coachesLookedUp(): Promise<number> {
  const sent = await statementsSentTo(database);
  return sent.filter(({ application, text }) => application === "coachwork scheduling" && /from person/.test(text))
    .length;
}

test("a firm looks for free slots once at a time, and another firm does meanwhile", async () => {
  const search = async ({ factory, client }: Firm) => {
    const coachIds = [apiId("person", await factory.person(["COACH"]))];
    const variables = { coachIds, from: at(3, 0), to: at(4, 0) };
    return client.ask(
      `query($coachIds: [ID!]!, $from: DateTime!, $to: DateTime!) {
         freeSlots(coachIds: $coachIds, from: $from, to: $to, durationMinutes: 60) { emptyReasons } }`,
      variables,
    );
  };
  const before = await coachesLookedUp();
  let asked: Promise<AnyData>[] = [];
  await whileLocked("availability", async () => {
    asked = Array.from({ length: 5 }, () => search(greedy));
    await until("a search of the first firm", async () => (await waitingForLocks("coachwork scheduling")) > 0);
    asked.push(search(calm));
    await until("the search of the other firm", async () => (await waitingForLocks("coachwork scheduling")) > 1);
    await until("all searches to have come", async () => (await coachesLookedUp()) >= before + asked.length);
    expect(await waitingForLocks("coachwork scheduling")).toBe(2);
  });
  for (const { freeSlots } of await Promise.all(asked)) expect(freeSlots.emptyReasons).toEqual(["NO_AVAILABILITY"]);
});

/** A socket of a firm's, and the types of the messages that it was sent since. */
async function socketOf({ client }: Firm): Promise<{ socket: WebSocket; told: string[] }> {
  const socket = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${client.token}` } }));
  await once(socket, "message");
  const told: string[] = [];
  socket.on("message", (message: Buffer) => told.push((JSON.parse(String(message)) as { type: string }).type));
  return { socket, told };
}

test("documents that a firm sends over a socket all at once are read in turn with what another firm asks", async () => {
  const [many, one] = [await socketOf(greedy), await socketOf(calm)];
  const wrong = (number: number) =>
    `{ me { ${Array.from({ length: 300 }, (_, at) => `a${at}x${number}`).join(" ")} } }`;
  const ask = (socket: WebSocket, id: number, query: string) =>
    socket.send(JSON.stringify({ type: "subscribe", id: String(id), payload: { query } }));
  const { _socket: stream } = many.socket as unknown as { _socket: Writable };
  stream.cork();
  for (let id = 0; id < 20; id += 1) ask(many.socket, id, wrong(id));
  stream.uncork();
  ask(one.socket, 0, "{ __typename }");
  await until("the other firm's answer", () => one.told.includes("complete"));
  expect(many.told.length).toBeLessThan(20);
  await until("what is wrong with the documents", () => many.told.length === 20);
  for (const { socket } of [many, one]) socket.close();
});

/** Makes a firm's log as long as this; what happened concerns nobody's schedule. */
async function logOf({ factory }: Firm, events: number): Promise<void> {
  await database.admin.query(
    `insert into event (firm_id, seq, type, ids, actor_id, occurred_at)
     select $1, seq, 'note.created', '{}', null, now() from generate_series(1, $2) as seq`,
    [factory.firmId, events],
  );
  await database.admin.query("update firm_counter set last_seq = $2 where firm_id = $1", [factory.firmId, events]);
}

/** How often the gateway has read from a log. */
async function readsOfLogs(): Promise<number> {
  const sent = await statementsSentTo(database);
  return sent.filter(
    ({ application, text }) => application === "coachwork-gateway" && /from event( e)?\s+where/.test(text),
  ).length;
}

const changes = (after: number) =>
  `subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: ${after}) { seq session { id status } } }`;

test("sockets that replay the same stretch of a firm's log read it once, each from where it was, and all go on from there", async () => {
  const { factory, client } = greedy;
  const coach = await factory.person(["COACH"]);
  const engagement = await factory.engagement({ coaches: [coach] });
  const session = await factory.session(engagement, { coaches: [coach], startsAt: at(2, 9) });
  await logOf(greedy, 999);
  await database.admin.query(
    `insert into event (firm_id, seq, type, ids, occurred_at) select $1, 1000, 'session.booked', $2, now()`,
    [factory.firmId, JSON.stringify({ session, engagement, coaches: [coach] })],
  );
  await database.admin.query("update firm_counter set last_seq = 1000 where firm_id = $1", [factory.firmId]);

  const before = await readsOfLogs();
  const following = Array.from({ length: 50 }, (_, index) =>
    client.follow(changes(index * 3), { coach: apiId("person", coach) }),
  );
  for (const one of following) {
    const [answer] = await one.until(1, 30_000);
    expect(answer!.data.scheduleChanged).toMatchObject({ seq: 1000, session: { id: apiId("session", session) } });
  }
  const reads = (await readsOfLogs()) - before;
  // Five batches of 200; some were read twice where the machine was so busy that a batch was not kept for long enough.
  expect([reads >= 5, reads < 50]).toEqual([true, true]);
});

test("a replay is priced by its length: it is throttled, or refused where it is longer than any may be", async () => {
  const coach = apiId("person", await greedy.factory.person(["COACH"]));
  const longest = 200_000;
  const setLast = (seq: number) =>
    database.admin.query("update firm_counter set last_seq = $2 where firm_id = $1", [greedy.factory.firmId, seq]);
  await logOf(greedy, 1);
  await setLast(longest);
  const following = Array.from({ length: 20 }, () => greedy.client.follow(changes(0), { coach }));
  await until("a replay to be throttled", () => following.some(({ ended }) => ended !== undefined));
  const [throttled] = following.filter(({ ended }) => ended !== undefined);
  expect(throttled!.received).toMatchObject([
    { errors: [{ extensions: { code: "THROTTLED", retryAfterMs: expect.any(Number) } }] },
  ]);

  await setLast(longest + 1);
  const tooFar = greedy.client.follow(changes(0), { coach });
  await tooFar.untilEnded();
  expect(tooFar.received).toMatchObject([
    { errors: [{ message: expect.stringContaining("subscribe from now on"), extensions: { code: "TOO_EXPENSIVE" } }] },
  ]);
});
