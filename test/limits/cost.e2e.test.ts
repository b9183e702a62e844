import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Answer, apiId, at, FirmFactory, TestClient } from "@coachwork/testing";
import { ownStage } from "../support/stage.ts";

let firm: FirmFactory;
let client: TestClient;

/** So little comes back that what is spent stays spent for a while, however slow the machine is. */
const settings = {
  COST_LIMIT: "1000",
  COST_BUCKET: "1000",
  COST_RESTORE_PER_SECOND: "10",
  COST_FIRM_MULTIPLE: "2",
};

const page = "query($first: Int!) { people(first: $first) { nodes { id } } }";
/** What a page of 99 costs. */
const COST = 100;

const { database, platform, signedIn } = await ownStage(settings);
const ownerOf = async (to: FirmFactory) => signedIn(to, await to.person(["OWNER"]));

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  client = await ownerOf(firm);
});

/** Asks for a page over a socket: the one answer, or the errors that it ended with. */
async function sendOverSocket(by: TestClient, first: number): Promise<Answer> {
  const following = by.follow(page, { first });
  const ended = await following.untilEnded();
  return following.received[0] ?? ({ errors: ended } as Answer);
}

const ways: [string, (by: TestClient, first: number) => Promise<Answer>][] = [
  ["HTTP", (by, first) => by.send(page, { first })],
  ["WebSocket", sendOverSocket],
];

/** Asks for large pages and then for small ones until that is too much as well: the error. */
async function flood(send: (first: number) => Promise<Answer>) {
  let error: NonNullable<Answer["errors"]>[number] | undefined;
  for (const first of [99, 9]) {
    error = undefined;
    for (let time = 0; !error && time < 500; time++) [error] = (await send(first)).errors ?? [];
  }
  if (error) return error;
  throw new Error("Nothing was refused.");
}

describe.each(ways)("Over %s", (_, send) => {
  test("an answer says what it cost and what is left", async () => {
    const other = await ownerOf(await FirmFactory.create(database.admin));
    expect((await send(other, 0)).errors).toBeDefined(); // whoever sends a document first pays for its reading
    const { errors, extensions } = await send(client, 99);
    expect(errors).toBeUndefined();
    expect(extensions).toEqual({
      cost: { requested: COST, available: 1000 - COST, capacity: 1000, restorePerSecond: 10 },
    });
  });

  test("a flood is told when to come back, and is welcome then; another firm does not notice", async () => {
    const error = await flood((first) => send(client, first));
    expect(error.extensions).toMatchObject({ code: "THROTTLED", cost: { requested: 10, capacity: 1000 } });
    const retryAfterMs = error.extensions.retryAfterMs as number;
    const asked = performance.now();
    expect((await send(client, 99)).errors).toMatchObject([{ extensions: { code: "THROTTLED" } }]);
    // Whoever asks again at once only waits for the answer. A timer may be a millisecond early.
    expect(performance.now() - asked).toBeGreaterThanOrEqual(249);

    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(1000);

    const other = await ownerOf(await FirmFactory.create(database.admin));
    expect((await send(other, 99)).errors).toBeUndefined();

    await sleep(retryAfterMs);
    expect((await send(client, 9)).errors).toBeUndefined();
  });

  test("an operation that costs more than any may is refused for good", async () => {
    const wide = "query($first: Int!) { people(first: $first) { nodes { coaching(first: 10) { nodes { id } } } } }";
    const following = client.follow(wide, { first: 100 });
    const errors =
      send === sendOverSocket ? await following.untilEnded() : (await client.send(wide, { first: 100 })).errors;
    const cost = { requested: 1201, limit: 1000 };
    expect(errors).toMatchObject([{ extensions: { code: "TOO_EXPENSIVE", cost } }]);
  });
});

test("what is spent over HTTP is not there over WebSocket", async () => {
  await flood((first) => client.send(page, { first }));
  expect(await sendOverSocket(client, 99)).toMatchObject({ errors: [{ extensions: { code: "THROTTLED" } }] });
});

test("what is wrong with an operation is paid for, too: finding it out took as long", async () => {
  const slots = `query($coaches: [ID!]!) { freeSlots(
    coachIds: $coaches, from: "2030-01-01T00:00:00Z", to: "2030-01-02T00:00:00Z", durationMinutes: 60
  ) { emptyReasons } }`;
  const coaches = [...Array.from({ length: 4_000 }, () => "x"), {}];
  const codes: unknown[] = [];
  for (let time = 0; time < 3; time += 1)
    codes.push((await client.send(slots, { coaches })).errors?.[0]?.extensions.code);
  expect(codes).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT", "THROTTLED"]);
});

test("what is spent at one gateway is soon not there at another", async () => {
  const other = new TestClient(await platform.anotherGateway(), client.token);
  await flood((first) => client.send(page, { first }));
  const leftThere = async () => {
    const { extensions, errors } = await other.send("{ __typename }");
    const { cost } = (errors?.[0]?.extensions ?? extensions) as { cost: { available: number } };
    return cost.available;
  };
  let left = await leftThere();
  for (let looks = 0; left > COST && looks < 200; looks += 1) {
    await sleep(50);
    left = await leftThere();
  }
  expect(left).toBeLessThanOrEqual(COST);
});

test("over HTTP the status and a header say it too", async () => {
  await flood((first) => client.send(page, { first }));
  const response = await client.post(JSON.stringify({ query: page, variables: { first: 99 } }));
  const { errors } = (await response.json()) as Answer;
  const seconds = Math.ceil((errors?.[0]?.extensions.retryAfterMs as number) / 1000);
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, String(seconds)]);
});

test("starting a subscription has its price", async () => {
  const coachId = apiId("person", await firm.person(["COACH"]));
  const moves = `subscription { scheduleChanged(coachId: "${coachId}") { session { moves(first: 99) { nodes { startsAt } } } } }`;
  const other = await ownerOf(await FirmFactory.create(database.admin));
  expect((await other.send(moves)).errors).toMatchObject([{ extensions: { code: "WEBSOCKET_REQUIRED" } }]); // read
  await flood((first) => client.send(page, { first }));
  expect(await client.follow(moves).untilEnded()).toMatchObject([
    { extensions: { code: "THROTTLED", cost: { requested: 111 } } },
  ]);
});

test("events are charged by what is selected of them, and come more slowly to who has spent everything", async () => {
  const coach = await firm.person(["COACH"]);
  const engagement = await firm.engagement({ coaches: [coach] });
  const session = await firm.session(engagement, { coaches: [coach], startsAt: at(2, 9) });
  await database.admin.query(
    `insert into event (firm_id, seq, type, ids, occurred_at)
     select $1, seq, 'session.rescheduled', $2, now() from generate_series(1, 12) as seq`,
    [firm.firmId, JSON.stringify({ session, engagement, coaches: [coach] })],
  );
  await database.admin.query("update firm_counter set last_seq = 12 where firm_id = $1", [firm.firmId]);
  const moves = `subscription($id: ID!) { scheduleChanged(coachId: $id, after: 0) { seq session { moves(first: 99) { nodes { startsAt } } } } }`;
  const following = client.follow(moves, { id: apiId("person", coach) });
  // 111 to start, 2 for the replay, and 102 for each event.
  await following.until(8);
  expect(await client.send(page, { first: 99 })).toMatchObject({ errors: [{ extensions: { code: "THROTTLED" } }] });
  const answers = await following.until(9, 30_000);
  expect(answers.map(({ data }) => data.scheduleChanged.seq).slice(0, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("a firm has twice what one of its people has, and another firm nothing less", async () => {
  const people = await Promise.all(Array.from({ length: 3 }, () => ownerOf(firm)));
  const errors = await Promise.all(people.map((one) => flood((first) => one.send(page, { first }))));
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(["THROTTLED", "THROTTLED", "THROTTLED"]);

  // Whoever comes now has spent nothing, and still has to wait.
  const late = await (await ownerOf(firm)).send(page, { first: 99 });
  expect(late).toMatchObject({ errors: [{ extensions: { code: "THROTTLED" } }] });
  const other = await ownerOf(await FirmFactory.create(database.admin));
  expect((await other.send(page, { first: 99 })).extensions?.cost).toMatchObject({ available: 1000 - COST });
});
