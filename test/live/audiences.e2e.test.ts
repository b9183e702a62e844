import { once } from "node:events";
import { beforeAll, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type Following, type TestClient, until } from "@coachwork/testing";
import WebSocket from "ws";
import { happen, log } from "./events.ts";
import { ownStage } from "../support/stage.ts";

/** Several subscriptions of one person that follow and select the same: what happens is found and answered once for them. */
const { database, platform, signedIn } = await ownStage({ COST_BUCKET: "1000000", COST_LIMIT: "1000000" });

const changes =
  "subscription($coach: ID!, $after: Int) { scheduleChanged(coachId: $coach, after: $after) { seq session { id } } }";

/** Of 200,000 bytes each, more than the system keeps for a client that does not read. */
const EVENTS = 100;

let firm: FirmFactory;
let coach: string;
let about: { readonly session: string; readonly engagement: string; readonly coaches: readonly string[] };
let client: TestClient;

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  const people = { coaches: [coach], participants: [await firm.person(["CLIENT"])] };
  const engagement = await firm.engagement(people);
  const session = await firm.session(engagement, { ...people, startsAt: at(2, 9) }, { agenda: "x".repeat(5_000) });
  about = { session, engagement, coaches: [coach] };
  client = await signedIn(firm, coach);
});

async function lastSeq(): Promise<number> {
  const { rows } = await database.admin.query<{ seq: number }>(
    "select last_seq::float8 as seq from firm_counter where firm_id = $1",
    [firm.firmId],
  );
  return rows[0]!.seq;
}

const seqsOf = ({ received }: Following) => received.map(({ data }) => data.scheduleChanged.seq as number);

test("each is told what comes after its own beginning, once and in order, while others come and go", async () => {
  const begun: { readonly following: Following; readonly after: number }[] = [];
  const left: { readonly following: Following; readonly after: number }[] = [];
  for (let turn = 0; turn < 30; turn += 1) {
    const last = await lastSeq();
    // Some are behind and some begin now, which is where most of the others are.
    for (const after of [last, Math.floor(last / 2), last])
      begun.push({ following: client.follow(changes, { coach: apiId("person", coach), after }), after });
    await happen(database.admin, firm, "session.rescheduled", about);
    if (turn % 3 === 2) {
      await begun[0]!.following.until(1);
      const [one] = begun.splice(
        begun.findLastIndex(({ following }) => following.received.length > 0),
        1,
      );
      one!.following.cut();
      left.push(one!);
    }
  }
  // Some begin after an event of which the gateway has not heard: the others are told of it, and they are not.
  for (let turn = 0; turn < 4; turn += 1) {
    await log(database.admin, firm, "session.rescheduled", about);
    const after = await lastSeq();
    begun.push({ following: client.follow(changes, { coach: apiId("person", coach), after }), after });
    await begun[0]!.following.until(after - begun[0]!.after);
  }
  await happen(database.admin, firm, "session.rescheduled", about);
  const last = await lastSeq();
  await until("everybody to be told", () => begun.every(({ following }) => seqsOf(following).at(-1) === last));
  for (const { following, after } of begun)
    expect([after, seqsOf(following)]).toEqual([
      after,
      Array.from({ length: last - after }, (_, index) => after + 1 + index),
    ]);
  for (const { following, after } of left) {
    const seqs = seqsOf(following);
    expect([after, seqs]).toEqual([after, seqs.map((_, index) => after + 1 + index)]);
  }
});

test("one that does not read keeps nobody waiting, and goes on where it stopped", async () => {
  const after = await lastSeq();
  const many = Array.from({ length: 40 }, (_, index) => `s${index}: session { agenda }`).join(" ");
  const long = `subscription($coach: ID!, $after: Int) { scheduleChanged(coachId: $coach, after: $after) { seq ${many} } }`;
  const variables = { coach: apiId("person", coach), after };
  const slow = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const read: number[] = [];
  slow.on("message", (message: Buffer) => {
    const { type, payload } = JSON.parse(message.toString("utf8"));
    if (type === "next" && payload.data) read.push(payload.data.scheduleChanged.seq);
  });
  await once(slow, "open");
  slow.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${client.token}` } }));
  await once(slow, "message");
  slow.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: long, variables } }));
  const others = [1, 2, 3].map(() => client.follow(long, variables));
  // Until all four have begun, and are told the same.
  await until("all to be told", async () => {
    await happen(database.admin, firm, "session.rescheduled", about);
    return read.length > 0 && others.every(({ received }) => received.length > 0);
  });
  expect(others[0]!.received[0]!.data.scheduleChanged.s39.agenda).toHaveLength(5_000);
  slow.pause();
  await happen(database.admin, firm, "session.rescheduled", about, EVENTS);
  const last = await lastSeq();
  await until("the others to be told", () => others.every((one) => seqsOf(one).at(-1) === last));
  expect(read.at(-1)).toBeLessThan(last);
  slow.resume();
  await until("it to be told", () => read.at(-1) === last);
  for (const seqs of [read, ...others.map(seqsOf)])
    expect(seqs).toEqual(Array.from({ length: last - seqs[0]! + 1 }, (_, index) => seqs[0]! + index));
  expect(read[0]).toBeGreaterThan(after);
  slow.terminate();
});
