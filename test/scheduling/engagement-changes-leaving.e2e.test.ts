import { describe, expect, test } from "@jest/globals";
import type { PoolClient } from "pg";
import { apiId, at, day, until } from "@coachwork/testing";
import {
  ask,
  asManager,
  attendanceOf,
  begin,
  book,
  client,
  coach,
  coachOf,
  emailsTo,
  engagement,
  eventsOf,
  firm,
  hold,
  playOn,
  quiet,
  record,
  rows,
  tell,
  times,
  untilAttendance,
  uuid,
  database,
} from "./engagement-changes-world.ts";
import { pidOf, waitingFor } from "../support/locks.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

async function leave(personId: string, leftOn: string, side: "coach" | "participant" = "participant"): Promise<void> {
  const [row] = await rows<{ id: string }>(
    `select id from engagement_${side} where firm_id = $1 and engagement_id = $2 and person_id = $3 and left_on is null`,
    [firm.firmId, engagement, personId],
  );
  const name = side === "coach" ? "endEngagementCoach" : "endEngagementParticipant";
  await ask(name, { inputs: "EndMembershipInput", id: apiId(`engagement_${side}`, row!.id), leftOn });
}

const moveTo = (name: "pauseEngagement" | "completeEngagement" | "cancelEngagement") =>
  ask(name, {
    inputs: name === "pauseEngagement" ? "PauseEngagementInput" : "CloseEngagementInput",
    id: apiId("engagement", engagement),
    ...(name !== "pauseEngagement" && { closingReason: "OTHER", reason: "Moved" }),
  });

const coachesOf = async (session: string) => {
  const text = "select coach_id as coach, blocks from session_coach where session_id = $1";
  const found = await rows<{ coach: string; blocks: boolean }>(text, [session]);
  return Object.fromEntries(found.map(({ coach: id, blocks }) => [id, blocks]));
};

const sessionOf = async (session: string) =>
  (
    await rows<{ status: string; by: string | null; cause: string | null }>(
      'select status, cancelled_by as "by", cancellation_cause as cause from session where id = $1',
      [session],
    )
  )[0]!;

const hasSome = (found: readonly unknown[]) => found.length > 0;

/** Reopens the engagement as the platform does: the event has its number before others have the engagement. */
async function reopen(connection: PoolClient): Promise<void> {
  await connection.query("begin");
  await connection.query("update engagement set status = 'ACTIVE' where id = $1", [engagement]);
  await tell("engagement.reopened", { engagement }, connection);
  await connection.query("commit");
}

// prettier-ignore
const entriesOf = async (session: string) => {
  const text = "select kind, amount from allocation_entry where session_id = $1 order by recorded_at";
  return (await rows<{ kind: string; amount: number }>(text, [session])).map(({ kind, amount }) => `${kind} ${amount}`);
};

const untilStatus = (session: string, status: string) =>
  until(`the session to be ${status}`, async () => (await sessionOf(session)).status === status);

describe("whoever leaves an engagement", () => {
  test("is not expected after that, so that nobody need say that they did not come", async () => {
    const leaver = await firm.person(["CLIENT"]);
    await firm.participant(engagement, leaver);
    const [before, after] = [await book(at(2, 10)), await book(at(4, 10))];
    await leave(leaver, day(3));
    await untilAttendance(after, { [client]: "PENDING" });
    expect(await attendanceOf(before)).toEqual({ [client]: "PENDING", [leaver]: "PENDING" });
    await begin(after);
    expect((await record(after, { [client]: "PRESENT" })).session.status).toBe("COMPLETED");
  });

  test("leaves what was recorded of them", async () => {
    const leaver = await firm.person(["CLIENT"]);
    await firm.participant(engagement, leaver);
    const [one, other] = [await book(at(3, 10)), await book(at(4, 10))];
    await rows("update attendance set status = 'EXCUSED' where session_id = $1 and person_id = $2", [one, leaver]);
    await leave(leaver, day(1));
    await untilAttendance(other, { [client]: "PENDING" });
    expect(await attendanceOf(one)).toEqual({ [client]: "PENDING", [leaver]: "EXCUSED" });
  });
});

test("a session that is moved expects those who take part on its new day, and nobody else", async () => {
  const [early, excused, late] = [
    await firm.person(["CLIENT"]),
    await firm.person(["CLIENT"]),
    await firm.person(["CLIENT"]),
  ];
  for (const person of [early, excused]) await firm.participant(engagement, person, { left_on: day(5) });
  await firm.participant(engagement, late, { joined_on: day(5) });
  const session = await book(at(3, 10));
  expect(await attendanceOf(session)).toEqual({ [client]: "PENDING", [early]: "PENDING", [excused]: "PENDING" });
  await rows("update attendance set status = 'EXCUSED' where session_id = $1 and person_id = $2", [session, excused]);
  await ask("rescheduleSession", { id: apiId("session", session), ...times(at(6, 10)) });
  expect(await attendanceOf(session)).toEqual({ [client]: "PENDING", [excused]: "EXCUSED", [late]: "PENDING" });
});

describe("a coach who leaves an engagement", () => {
  test("is taken from its sessions after that, which the others go on with, and has their time back", async () => {
    const leaver = await coachOf();
    await firm.coach(engagement, leaver);
    const [before, after] = [await book(at(2, 10)), await book(at(4, 10))];
    const held = await hold(at(5, 10));
    await leave(leaver, day(3), "coach");
    for (const session of [after, held])
      await until("the coach to be taken from it", async () => Object.keys(await coachesOf(session)).length === 1);
    expect(await Promise.all([before, after, held].map(coachesOf))).toEqual([
      { [coach]: true, [leaver]: true },
      { [coach]: true },
      { [coach]: true },
    ]);
    expect(await sessionOf(after)).toEqual({ status: "CONFIRMED", by: null, cause: null });
    // Whoever follows the one who is gone learns of it, too.
    const last = (await eventsOf(after)).at(-1);
    expect(last).toMatchObject({ type: "session.people_changed", ids: { coaches: [coach, leaver].sort() } });
    const elsewhere = await firm.engagement({ coaches: [leaver], participants: [await firm.person(["CLIENT"])] });
    await book(at(4, 10), { engagementId: apiId("engagement", elsewhere) });
  });

  test("alone has them called off by the firm: nothing is forfeited, and people are told", async () => {
    const [before, after] = [await book(at(2, 10)), await book(at(4, 10))];
    const held = await hold(at(5, 10));
    await until("the invitation", async () => (await emailsTo(client, after))[0]?.begun_at != null);
    await leave(coach, day(3), "coach");
    await untilStatus(held, "EXPIRED");
    expect(await sessionOf(after)).toEqual({ status: "CANCELLED", by: "FIRM", cause: "COACH_LEFT" });
    const told =
      "select ids->>'cause' as cause from event where type = 'session.cancelled' and (ids->>'session')::uuid = $1";
    expect(await rows(told, [after])).toEqual([{ cause: "COACH_LEFT" }]);
    expect(await coachesOf(after)).toEqual({ [coach]: false });
    expect(await Promise.all([after, held].map(entriesOf))).toEqual([
      ["RESERVE 1", "RELEASE 1"],
      ["RESERVE 1", "RELEASE 1"],
    ]);
    expect(await sessionOf(before)).toEqual({ status: "CONFIRMED", by: null, cause: null });
    await until("the farewell", async () => (await emailsTo(client, after)).length === 2);
    expect(await emailsTo(client, after)).toMatchObject([{ kind: "SESSION_BOOKED" }, { kind: "SESSION_CANCELLED" }]);
  });

  test("and comes back keeps the sessions from then on", async () => {
    const [away, back] = [await book(at(4, 10)), await book(at(6, 10))];
    await rows("update engagement_coach set left_on = $2 where engagement_id = $1", [engagement, day(3)]);
    const engagementCoach = await firm.coach(engagement, coach, { joined_on: day(5) });
    await tell("engagement.coach_left", { engagement, engagementCoach });
    await untilStatus(away, "CANCELLED");
    await quiet();
    expect(await sessionOf(back)).toEqual({ status: "CONFIRMED", by: null, cause: null });
    expect(await coachesOf(back)).toEqual({ [coach]: true });
  });
});

describe("an engagement that ends", () => {
  test.each([
    ["as agreed", "completeEngagement"],
    ["early", "cancelEngagement"],
  ] as const)("%s has what lies ahead of it called off, by the firm and at no cost", async (_, end) => {
    const begun = await firm.session(engagement, {
      ...{ coaches: [coach], participants: [client], startsAt: new Date(Date.now() - 600_000) },
    });
    const session = await book(at(2, 10));
    const held = await hold(at(3, 10));
    const series = {
      engagementId: apiId("engagement", engagement),
      ...{ firstStart: `${day(4)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=6", timeZone: "UTC" },
    };
    const booked = await ask("bookSeries", series, "series { id sessions(first: 100) { nodes { id } } }");
    const ofSeries: string[] = booked.series.sessions.nodes.map(({ id }: { id: string }) => uuid(id));
    expect(ofSeries.length).toBeGreaterThan(5);
    await until("the invitation", async () => (await emailsTo(client, session))[0]?.begun_at != null);

    await moveTo(end);
    await untilStatus(ofSeries.at(-1)!, "CANCELLED");
    await quiet();
    for (const id of [session, ...ofSeries])
      expect(await sessionOf(id)).toEqual({ status: "CANCELLED", by: "FIRM", cause: "ENGAGEMENT_ENDED" });
    expect(await sessionOf(held)).toEqual({ status: "EXPIRED", by: null, cause: null });
    expect(await sessionOf(begun)).toEqual({ status: "CONFIRMED", by: null, cause: null });
    expect(await coachesOf(session)).toEqual({ [coach]: false });
    const text =
      "query ($id: ID!) { engagement(id: $id) { allocationReserved allocationForfeited allocationAvailable } }";
    expect((await asManager.ask(text, { id: apiId("engagement", engagement) })).engagement).toEqual({
      ...{ allocationReserved: 0, allocationForfeited: 0, allocationAvailable: 12 },
    });
    const node = "query ($id: ID!) { node(id: $id) { ... on SessionSeries { endedAt } } }";
    expect((await asManager.ask(node, { id: booked.series.id })).node.endedAt).not.toBeNull();
    const toldOfSeries = await rows("select from event where firm_id = $1 and type = 'series.cancelled'", [
      firm.firmId,
    ]);
    expect(toldOfSeries).toHaveLength(1);
    expect((await emailsTo(client, session)).map(({ kind }) => kind)).toEqual(["SESSION_BOOKED", "SESSION_CANCELLED"]);
    const reminders = await rows(
      `select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'remindOfSession' and j.payload->>'firmId' = $1`,
      [firm.firmId],
    );
    expect(reminders).toEqual([]);
    // Nothing is called off twice, however often it is said.
    await tell("engagement.completed", { engagement });
    await quiet();
    expect((await eventsOf(session)).map(({ type }) => type)).toEqual(["session.booked", "session.cancelled"]);
    expect(await entriesOf(session)).toEqual(["RESERVE 1", "RELEASE 1"]);
    // The coach has the time for others again.
    const elsewhere = await firm.engagement({ coaches: [coach], participants: [client] });
    await book(at(2, 10), { engagementId: apiId("engagement", elsewhere) });
  });

  test("calls nothing off once it is reopened", async () => {
    const sessions: string[] = [];
    for (const days of [2, 3, 4, 5, 6]) sessions.push(await book(at(days, 10)));
    await quiet();
    const [holding, reopening] = [await database.admin.connect(), await database.admin.connect()];
    try {
      await holding.query("begin");
      await holding.query("select from session where id = $1 for update", [sessions[0]]);
      await moveTo("completeEngagement");
      const held = await pidOf(holding);
      const [job] = await until("the job to wait", () => waitingFor(database.admin, held), hasSome);
      const reopened = reopen(reopening);
      await until("the reopening to wait", () => waitingFor(database.admin, job!), hasSome);
      await holding.query("commit");
      await reopened;
    } finally {
      for (const connection of [holding, reopening]) connection.release(true);
    }
    await quiet();
    const { types } = (
      await rows<{ types: string[] }>(
        `select array_agg(type order by seq) as types from event
       where firm_id = $1 and type in ('session.cancelled', 'engagement.reopened')`,
        [firm.firmId],
      )
    )[0]!;
    // The reopening may come in after any of them.
    expect([types[0], types.at(-1)]).toEqual(["session.cancelled", "engagement.reopened"]);
    const statuses = await Promise.all(sessions.map(async (session) => (await sessionOf(session)).status));
    const calledOff = types.length - 1;
    expect(statuses).toEqual(sessions.map((_, place) => (place < calledOff ? "CANCELLED" : "CONFIRMED")));
  });

  test("does so from a pause, too, in which sessions stayed", async () => {
    const session = await book(at(2, 10));
    await moveTo("pauseEngagement");
    await quiet();
    expect(await sessionOf(session)).toEqual({ status: "CONFIRMED", by: null, cause: null });
    await moveTo("completeEngagement");
    await untilStatus(session, "CANCELLED");
  });
});

testStatements({
  database: () => database,
  about: /key update|attendance|session_coach|series|'HELD', /,
  kinds: [
    /in \('HELD', 'CONFIRMED'\)/,
    /^delete from "attendance"/i,
    /^delete from "session_coach"/i,
    /from series .* key update/s,
  ],
});
