import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { statementsSentTo } from "../isolation/log.js";
import { objections } from "../isolation/shardable.js";
import { ownStage } from "../support/stage.ts";

/*
 * What becomes of a schedule when people join or leave an engagement, and when it ends.
 */

let firm: FirmFactory;
let coach: string;
let client: string;
let engagement: string;
let asManager: TestClient;
let asCoach: TestClient;

const { database, signedIn } = await ownStage({ JOB_POLL_MS: "100", EVENT_POLL_MS: "300" });

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await coachOf();
  client = await firm.person(["CLIENT"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [client] }, { format: "GROUP" });
  asManager = await as(await firm.person(["PROGRAM_MANAGER"]));
  asCoach = await as(coach);
});

const as = (person: string) => signedIn(firm, person);
async function coachOf(): Promise<string> {
  const person = await firm.person(["COACH"]);
  await firm.availability(person);
  return person;
}

/** A mutation's payload, as the manager asks for it; refusals are none of a story's parts unless it says so. */
async function ask(name: string, input: object, answer = ""): Promise<AnyData> {
  const { inputs = `${name[0]!.toUpperCase()}${name.slice(1)}Input`, ...given } = input as { inputs?: string };
  const text = `mutation ($input: ${inputs}!) { ${name}(input: $input) { ${answer} userErrors { code message } } }`;
  const payload = (await asManager.ask(text, { input: given }))[name];
  expect(payload.userErrors).toEqual([]);
  return payload;
}
const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const book = async (startsAt: Date, more: object = {}) =>
  uuid((await ask("bookSession", { engagementId: apiId("engagement", engagement), ...times(startsAt), ...more }, "session { id }")).session.id); // prettier-ignore
const hold = async (startsAt: Date) =>
  uuid((await ask("holdSlot", { engagementId: apiId("engagement", engagement), ...times(startsAt) }, "session { id }")).session.id); // prettier-ignore
const join = (personId: string, joinedOn: string) =>
  ask("addEngagementParticipant", {
    inputs: "AddToEngagementInput",
    ...{ engagementId: apiId("engagement", engagement), personId: apiId("person", personId), joinedOn },
  });
async function leave(personId: string, leftOn: string, side: "coach" | "participant" = "participant"): Promise<void> {
  const [row] = await rows<{ id: string }>(
    `select id from engagement_${side} where firm_id = $1 and engagement_id = $2 and person_id = $3 and left_on is null`,
    [firm.firmId, engagement, personId],
  );
  const name = side === "coach" ? "endEngagementCoach" : "endEngagementParticipant";
  await ask(name, { inputs: "EndMembershipInput", id: apiId(`engagement_${side}`, row!.id), leftOn });
}
const moveTo = (name: "pauseEngagement" | "completeEngagement" | "cancelEngagement") =>
  ask(name, { inputs: "EngagementStatusInput", id: apiId("engagement", engagement) });

async function rows<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await database.admin.query<Row>(text, [...values])).rows;
}
/** Says what happened to what a test arranged itself. */
const tell = (type: string, ids: object) =>
  rows(
    `with counter as (update firm_counter set last_seq = last_seq + 1 where firm_id = $1::uuid returning last_seq)
     insert into event (firm_id, seq, type, ids, occurred_at)
     select $1::uuid, last_seq, $2::text, $3::jsonb, now() from counter`,
    [firm.firmId, type, JSON.stringify(ids)],
  );
/** Who is expected at a session or came to it. */
const attendanceOf = async (session: string) => {
  const text = "select person_id as person, status from attendance where session_id = $1";
  const found = await rows<{ person: string; status: string }>(text, [session]);
  return Object.fromEntries(found.map(({ person, status }) => [person, status]));
};
const coachesOf = async (session: string) => {
  const text = "select coach_id as coach, blocks from session_coach where session_id = $1";
  const found = await rows<{ coach: string; blocks: boolean }>(text, [session]);
  return Object.fromEntries(found.map(({ coach: id, blocks }) => [id, blocks]));
};
const sessionOf = async (session: string) =>
  (await rows<{ status: string; by: string | null }>('select status, cancelled_by as "by" from session where id = $1', [session]))[0]!; // prettier-ignore
const entriesOf = async (session: string) => {
  const text = "select kind, amount from allocation_entry where session_id = $1 order by recorded_at";
  return (await rows<{ kind: string; amount: number }>(text, [session])).map(({ kind, amount }) => `${kind} ${amount}`);
};
const eventsOf = async (session: string) => {
  const text = "select type, ids from event where firm_id = $1 and ids->>'session' = $2 order by seq";
  return rows<{ type: string; ids: { coaches: string[] } }>(text, [firm.firmId, session]);
};
const emailsTo = async (person: string, session: string) => {
  const text = "select kind, begun_at from email where person_id = $1 and session_id = $2 order by id";
  return rows<{ kind: string; begun_at: Date | null }>(text, [person, session]);
};
const untilAttendance = (session: string, wanted: Record<string, string>) =>
  until(`attendance to be ${JSON.stringify(wanted)}`, async () => {
    const found = await attendanceOf(session);
    const all = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    return [...all].every((person) => found[person] === wanted[person]);
  });
const untilStatus = (session: string, status: string) =>
  until(`the session to be ${status}`, async () => (await sessionOf(session)).status === status);
/** Until all that follows from what happened so far is done, but for what is to be done at a later time. */
const quiet = () =>
  until("everything to be done", async () => {
    const [row] = await rows<{ count: string }>(
      `select (select count(*) from graphile_worker._private_jobs
           where payload->>'firmId' = $1::text and run_at < now() + interval '5 seconds')
         + (select last_seq from firm_counter where firm_id = $1::uuid)
         - coalesce((select seq from log_cursor where firm_id = $1::uuid and reader = 'jobs'), 0) as count`,
      [firm.firmId],
    );
    return row!.count === "0";
  });
/** Lets a session that lies ahead have begun some minutes ago. */
const begin = (session: string) =>
  rows(
    `update session set starts_at = now() - interval '10 minutes', ends_at = now() + interval '50 minutes',
       date = current_date where id = $1`,
    [session],
  );
const record = (session: string, statuses: Record<string, string>) => {
  const attendance = Object.entries(statuses).map(([id, status]) => ({ personId: apiId("person", id), status }));
  return ask("recordAttendance", { sessionId: apiId("session", session), attendance }, "session { status }");
};

describe("whoever joins an engagement", () => {
  test("is expected at its sessions from that day on, invited to them, and can be recorded as having come", async () => {
    const [before, after] = [await book(at(2, 10)), await book(at(4, 10))];
    const following = asCoach.follow(
      "subscription ($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type session { attendance { status } } } }",
      { coach: apiId("person", coach) },
    );
    const newcomer = await firm.person(["CLIENT"]);
    await join(newcomer, day(3));
    await untilAttendance(after, { [client]: "PENDING", [newcomer]: "PENDING" });
    expect(await attendanceOf(before)).toEqual({ [client]: "PENDING" });
    await until("the invitation", async () => (await emailsTo(newcomer, after)).length === 1);
    expect(await emailsTo(newcomer, after)).toMatchObject([{ kind: "SESSION_BOOKED" }]);
    expect(await emailsTo(newcomer, before)).toEqual([]);
    const changes = await following.until(3);
    expect(changes.map(({ data }) => data.scheduleChanged.type)).toEqual(["BOOKED", "BOOKED", "PEOPLE_CHANGED"]);
    await asCoach.close();

    await begin(after);
    const { session } = await record(after, { [client]: "NO_SHOW", [newcomer]: "PRESENT" });
    expect(session.status).toBe("COMPLETED");
  });

  test("while a session is held, is expected once it is booked", async () => {
    const held = await hold(at(3, 10));
    const newcomer = await firm.person(["CLIENT"]);
    await join(newcomer, day(1));
    await ask("confirmHold", { id: apiId("session", held) });
    await untilAttendance(held, { [client]: "PENDING", [newcomer]: "PENDING" });
    await until("the invitation", async () => (await emailsTo(newcomer, held)).length === 1);
  });

  test("while one is being booked, is expected at it", async () => {
    // Whoever books has looked who takes part, and has not come to the end of it.
    const booking = await database.admin.connect();
    await booking.query("begin");
    await booking.query("select from engagement where id = $1 for no key update", [engagement]);
    const newcomer = await firm.person(["CLIENT"]);
    await firm.participant(engagement, newcomer);
    await tell("engagement.participant_joined", { engagement, engagementParticipant: newcomer });
    await until("the job to wait", async () => {
      const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await rows(text, [])).length === 1;
    });
    const session = crypto.randomUUID();
    const [startsAt, endsAt] = [at(3, 10), at(3, 11)];
    await booking.query(
      `insert into session (firm_id, id, engagement_id, kind, status, starts_at, ends_at, time_zone, date, sequence, created_at)
       values ($1, $2, $3, 'REGULAR', 'CONFIRMED', $4, $5, 'UTC', $6, 0, now())`,
      [firm.firmId, session, engagement, startsAt, endsAt, day(3)],
    );
    await booking.query("commit");
    booking.release();
    await untilAttendance(session, { [client]: "PENDING", [newcomer]: "PENDING" });
  });

  test("changes nothing about sessions with seats, nor about those that have begun or were called off", async () => {
    const sessions = { coaches: [coach], participants: [client] };
    const begun = await firm.session(engagement, { ...sessions, startsAt: new Date(Date.now() - 600_000) });
    const off = await firm.session(engagement, { ...sessions, startsAt: at(2, 10) }, { status: "CANCELLED" });
    const seats = { capacity: 3, offer_minutes: 60 };
    const seated = await firm.session(engagement, { coaches: [coach], startsAt: at(3, 10) }, seats);
    const last = await book(at(4, 10));
    const newcomer = await firm.person(["CLIENT"]);
    await join(newcomer, day(0));
    await untilAttendance(last, { [client]: "PENDING", [newcomer]: "PENDING" });
    expect(await Promise.all([begun, off, seated].map(attendanceOf))).toEqual([
      { [client]: "PENDING" },
      { [client]: "PENDING" },
      {},
    ]);
    // Who joins later changes what is later, and nothing is told of a session in which nothing changed.
    await join(await firm.person(["CLIENT"]), day(9));
    await quiet();
    expect((await eventsOf(last)).map(({ type }) => type)).toEqual(["session.booked", "session.people_changed"]);
    expect(await eventsOf(seated)).toEqual([]);
  });
});

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
    expect(await sessionOf(after)).toEqual({ status: "CONFIRMED", by: null });
    // Whoever follows the one who is gone learns of it, too.
    const last = (await eventsOf(after)).at(-1);
    expect(last).toMatchObject({ type: "session.people_changed", ids: { coaches: [coach, leaver].sort() } });
    const elsewhere = await firm.engagement({ coaches: [leaver], participants: [client] });
    await book(at(4, 10), { engagementId: apiId("engagement", elsewhere) });
  });

  test("alone has them called off by the firm: nothing is forfeited, and people are told", async () => {
    const [before, after] = [await book(at(2, 10)), await book(at(4, 10))];
    const held = await hold(at(5, 10));
    await until("the invitation", async () => (await emailsTo(client, after))[0]?.begun_at != null);
    await leave(coach, day(3), "coach");
    await untilStatus(held, "EXPIRED");
    expect(await sessionOf(after)).toEqual({ status: "CANCELLED", by: "FIRM" });
    expect(await coachesOf(after)).toEqual({ [coach]: false });
    expect(await Promise.all([after, held].map(entriesOf))).toEqual([
      ["RESERVE 1", "RELEASE 1"],
      ["RESERVE 1", "RELEASE 1"],
    ]);
    expect(await sessionOf(before)).toEqual({ status: "CONFIRMED", by: null });
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
    expect(await sessionOf(back)).toEqual({ status: "CONFIRMED", by: null });
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
    for (const id of [session, ...ofSeries]) expect(await sessionOf(id)).toEqual({ status: "CANCELLED", by: "FIRM" });
    expect(await sessionOf(held)).toEqual({ status: "EXPIRED", by: null });
    expect(await sessionOf(begun)).toEqual({ status: "CONFIRMED", by: null });
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

  test("does so from a pause, too, in which sessions stayed", async () => {
    const session = await book(at(2, 10));
    await moveTo("pauseEngagement");
    await quiet();
    expect(await sessionOf(session)).toEqual({ status: "CONFIRMED", by: null });
    await moveTo("completeEngagement");
    await untilStatus(session, "CANCELLED");
  });
});

test("every statement of these jobs stays on its firm's shard", async () => {
  const { rows: found } = await database.admin.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const tables = new Set(found.map(({ name }) => name).filter((name) => name !== "migration"));
  const sent = (await statementsSentTo(database)).filter(
    ({ application, text }) =>
      application.startsWith("coachwork scheduling") &&
      /key update|attendance|session_coach|series|'HELD', /.test(text),
  );
  const texts = [...new Set(sent.map(({ text }) => text))];
  for (const text of texts) expect([text, await objections(text, tables)]).toEqual([text, []]);
  for (const kind of [
    /key update of e/,
    /from engagement e .* key update/,
    /in \('HELD', 'CONFIRMED'\)/,
    /^delete from "attendance"/i,
    /^delete from "session_coach"/i,
    /from series .* key update/s,
  ])
    expect([kind, texts.some((text) => kind.test(text))]).toEqual([kind, true]);
});

function uuid(id: string): string {
  return id.slice("session_".length).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
