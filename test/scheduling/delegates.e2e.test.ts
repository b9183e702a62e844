import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"manager" | "coach" | "second" | "client" | "assistant", string>>;
let manager: TestClient;
let coach: TestClient;
let client: TestClient;
let assistant: TestClient;
/** The coach and the second coach with the client. */
let engagement: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    manager: await firm.person(["PROGRAM_MANAGER"]),
    coach: await firm.person(["COACH"], { name: "Cora" }),
    second: await firm.person(["COACH"], { name: "Sven" }),
    client: await firm.person(["CLIENT"], { name: "Clio" }),
    assistant: await firm.person(["ASSISTANT"], { name: "Ada" }),
  };
  engagement = await firm.engagement({ coaches: [people.coach, people.second], participants: [people.client] });
  for (const each of [people.coach, people.second]) await firm.availability(each);
  manager = await signedIn(firm, people.manager);
  coach = await signedIn(firm, people.coach);
  client = await signedIn(firm, people.client);
  assistant = await signedIn(firm, people.assistant);
});

const person = (id: string) => apiId("person", id);
const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const answer =
  "session { id status bookedBy { name } cancelledBy coaches { coach { name } } moves(first: 5) { nodes { movedBy { name } } } }";

async function delegate(principal: string, input: object = {}): Promise<string> {
  const named = { principalId: person(principal), delegateId: person(people.assistant), ...input };
  const payload = await mutate(manager, "createDelegation", named, { answer: "delegation { id }" });
  expect(payload.userErrors).toEqual([]);
  return payload.delegation.id;
}

const send = (by: TestClient, name: string, input: object) => mutate(by, name, input, { answer });

async function book(by: TestClient, startsAt: Date, coaches: readonly string[], input: object = {}): Promise<AnyData> {
  const asked = { engagementId: apiId("engagement", engagement), coachIds: coaches.map(person), ...times(startsAt) };
  const payload = await send(by, "bookSession", { ...asked, ...input });
  expect(payload.userErrors).toEqual([]);
  return payload.session;
}

const sessionsOf = async (by: TestClient): Promise<string[]> =>
  (await by.ask("{ sessions(first: 50) { nodes { id } } }")).sessions.nodes.map(({ id }: AnyData) => id);

describe("A coach's assistant", () => {
  test("books, moves and cancels in the coach's place, and everybody is told as usual", async () => {
    await delegate(people.coach);
    const { id, bookedBy } = await book(assistant, at(3, 9), [people.coach]);
    expect(bookedBy).toEqual({ name: "Ada" });
    await allDone(database, firm.firmId);
    const { rows } = await database.admin.query<{ id: string }>(
      "select distinct person_id as id from email where firm_id = $1 order by 1",
      [firm.firmId],
    );
    expect(rows.map((row) => row.id)).toEqual([people.coach, people.client].sort());
    const moved = await send(assistant, "rescheduleSession", { id, ...times(at(4, 9)) });
    expect(moved.session.moves.nodes).toEqual([{ movedBy: { name: "Ada" } }]);
    const cancelled = await send(assistant, "cancelSession", { id });
    expect(cancelled).toMatchObject({ session: { status: "CANCELLED", cancelledBy: "COACH" }, userErrors: [] });

    const seen = await coach.ask("query($id: ID!) { session(id: $id) { bookedBy { name } } }", { id });
    expect(seen.session.bookedBy).toEqual({ name: "Ada" });
    const log = await database.admin.query<{ actor: string }>(
      "select distinct actor_id as actor from event where firm_id = $1 and type like 'session.%' and actor_id is not null",
      [firm.firmId],
    );
    expect(log.rows).toEqual([{ actor: people.assistant }]);
  });

  test("holds slots, and books series and cancels them", async () => {
    await delegate(people.coach);
    const engagementId = apiId("engagement", engagement);
    const held = await send(assistant, "holdSlot", {
      engagementId,
      coachIds: [person(people.coach)],
      ...times(at(3, 9)),
    });
    expect(await send(assistant, "confirmHold", { id: held.session.id })).toMatchObject({
      session: { status: "CONFIRMED" },
      userErrors: [],
    });
    const rule = { rule: "FREQ=WEEKLY;COUNT=3", firstStart: `${day(2)}T10:00`, durationMinutes: 60, timeZone: "UTC" };
    const asked = { engagementId, coachIds: [person(people.coach)], ...rule };
    const series = "series { id sessions(first: 5) { nodes { id } } }";
    const booked = await mutate(assistant, "bookSeries", asked, { answer: series });
    expect([booked.series.sessions.nodes.length, booked.userErrors]).toEqual([3, []]);
    const ended = await mutate(assistant, "cancelSeries", { id: booked.series.id }, { answer: "series { endedAt }" });
    expect([ended.series.endedAt === null, ended.userErrors]).toEqual([false, []]);
  });

  test("sees no session that the coach is not in, and books none", async () => {
    await delegate(people.coach);
    const own = await book(manager, at(3, 9), [people.coach]);
    const others = await book(manager, at(4, 9), [people.second]);
    expect(await sessionsOf(assistant)).toEqual([own.id]);
    const engagementId = apiId("engagement", engagement);
    const asked = { engagementId, coachIds: [person(people.second)] };
    expect((await send(assistant, "bookSession", { ...asked, ...times(at(5, 9)) })).userErrors).toEqual([
      refusal("FORBIDDEN", "coachIds"),
    ]);
    const weekly = { rule: "FREQ=WEEKLY;COUNT=2", firstStart: `${day(6)}T10:00`, durationMinutes: 60, timeZone: "UTC" };
    const series = await mutate(assistant, "bookSeries", { ...asked, ...weekly }, { answer: "series { id }" });
    expect(series.userErrors).toEqual([refusal("FORBIDDEN", "coachIds")]);
    const away = { id: own.id, coachIds: [person(people.second)], ...times(at(6, 9)) };
    expect((await send(assistant, "rescheduleSession", away)).userErrors).toEqual([refusal("FORBIDDEN", "coachIds")]);
    expect((await send(assistant, "cancelSession", { id: others.id })).userErrors).toEqual([
      refusal("NOT_FOUND", "id"),
    ]);
  });

  test("changes no series of which another coach holds a session, nor one that another coach holds", async () => {
    await delegate(people.coach);
    const engagementId = apiId("engagement", engagement);
    const weekly = { rule: "FREQ=WEEKLY;COUNT=3", durationMinutes: 60, timeZone: "UTC" };
    const series = "series { id sessions(first: 5) { nodes { id } } }";
    const of = async (id: string, hour: number) => {
      const asked = { engagementId, coachIds: [person(id)], firstStart: `${day(2)}T${hour}:00`, ...weekly };
      return (await mutate(manager, "bookSeries", asked, { answer: series })).series;
    };
    const [own, others] = [await of(people.coach, 10), await of(people.second, 15)];
    const away = { id: own.sessions.nodes[1].id, coachIds: [person(people.second)], ...times(at(9, 14)) };
    expect((await send(manager, "rescheduleSession", away)).userErrors).toEqual([]);
    const later = { firstStart: `${day(2)}T12:00`, rule: "FREQ=WEEKLY;COUNT=3" };
    for (const { id } of [own, others]) {
      const code = id === own.id ? "FORBIDDEN" : "NOT_FOUND";
      expect((await mutate(assistant, "cancelSeries", { id })).userErrors).toEqual([refusal(code, "id")]);
      expect((await mutate(assistant, "changeSeries", { id, ...later })).userErrors).toEqual([refusal(code, "id")]);
    }
    const { rows } = await database.admin.query("select id from session where firm_id = $1 and status = 'CONFIRMED'", [
      firm.firmId,
    ]);
    expect(rows).toHaveLength(6);
  });

  test("acts for the client alone where the coach is not in the session", async () => {
    const fellow = await firm.person(["CLIENT"]);
    const coaches = [people.coach, people.second];
    const group = await firm.engagement({ coaches, participants: [people.client, fellow] }, { format: "GROUP" });
    await delegate(people.coach);
    await delegate(people.client);
    const { id } = await book(manager, at(3, 9), [people.second], { engagementId: apiId("engagement", group) });
    expect((await send(assistant, "cancelSession", { id })).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    const own = await book(manager, at(4, 9), [people.coach], { engagementId: apiId("engagement", group) });
    const cancelled = await send(assistant, "cancelSession", { id: own.id });
    expect(cancelled).toMatchObject({ session: { cancelledBy: "COACH" }, userErrors: [] });
  });

  test("finds free slots, and follows the coach's schedule live until the delegation ends", async () => {
    const delegation = await delegate(people.coach);
    await delegate(people.second);
    const slots = await assistant.ask(
      "query($ids: [ID!]!, $from: DateTime!, $to: DateTime!) { freeSlots(coachIds: $ids, from: $from, to: $to, durationMinutes: 60) { slots { startsAt } } }",
      { ids: [person(people.coach)], from: at(2, 0), to: at(3, 0) },
    );
    expect(slots.freeSlots.slots.length).toBeGreaterThan(0);
    const following = assistant.follow(
      "subscription($ids: [ID!]!) { scheduleChanged(coachIds: $ids, after: 0) { session { id } } }",
      { ids: [people.coach, people.second].map(person) },
    );
    const { id } = await book(manager, at(3, 9), [people.coach]);
    const [first] = await following.until(1);
    expect(first!.data.scheduleChanged.session.id).toBe(id);

    await mutate(coach, "endDelegation", { id: delegation });
    await book(manager, at(4, 9), [people.coach]);
    const last = await book(manager, at(5, 9), [people.second]);
    const events = await following.until(2);
    expect(events[1]!.data.scheduleChanged.session.id).toBe(last.id);
  });

  test("records no attendance and changes neither kind, place nor agenda, even with a role that may", async () => {
    await database.admin.query("insert into person_role (firm_id, person_id, role) values ($1, $2, 'COACH')", [
      firm.firmId,
      people.assistant,
    ]);
    await delegate(people.coach);
    const { id } = await book(manager, at(3, 9), [people.coach]);
    expect(await sessionsOf(assistant)).toEqual([id]);
    const forbidden = async (name: string, input: object) => (await mutate(assistant, name, input)).userErrors[0]?.code;
    expect(await forbidden("changeSessionKind", { id, kind: "REVIEW" })).toBe("FORBIDDEN");
    expect(await forbidden("setSessionPlace", { id, place: "Here" })).toBe("FORBIDDEN");
    expect(await forbidden("setSessionAgenda", { id, agenda: "Mine" })).toBe("FORBIDDEN");
    const attendance = [{ personId: person(people.client), status: "PRESENT" }];
    expect(await forbidden("recordAttendance", { sessionId: id, attendance })).toBe("FORBIDDEN");
    const note = { engagementId: apiId("engagement", engagement), visibility: "SHARED", text: "Mine" };
    expect(await forbidden("createNote", note)).toBe("FORBIDDEN");
  });
});

describe("A client's assistant", () => {
  test("books as the client may, and cancels at the client's terms", async () => {
    await delegate(people.client);
    const between = await send(assistant, "bookSession", {
      engagementId: apiId("engagement", engagement),
      ...times(at(3, 9, 13)),
    });
    expect(between.userErrors).toEqual([refusal("NOT_A_SLOT", "startsAt")]);
    const { id } = await book(assistant, at(3, 9), [people.coach]);
    const cancelled = await send(assistant, "cancelSession", { id });
    expect(cancelled.session.cancelledBy).toBe("CLIENT");
    const override = { override: ["PARTICIPANT_BUSY"], coachIds: [person(people.coach)], ...times(at(4, 9)) };
    const engaged = { engagementId: apiId("engagement", engagement), ...override };
    expect((await send(assistant, "bookSession", engaged)).userErrors).toEqual([refusal("FORBIDDEN", "override")]);
  });
});

describe("A delegation", () => {
  test("shows sessions of every principal, and those who end it see to it at once", async () => {
    const other = await firm.person(["CLIENT"]);
    const elsewhere = await firm.engagement({ coaches: [people.second], participants: [other] });
    const forCoach = await delegate(people.coach);
    const forOther = await delegate(other);
    const first = await book(manager, at(3, 9), [people.coach]);
    const second = await book(manager, at(4, 9), [people.second], { engagementId: apiId("engagement", elsewhere) });
    expect((await sessionsOf(assistant)).sort()).toEqual([first.id, second.id].sort());

    expect((await mutate(client, "endDelegation", { id: forOther })).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await mutate(coach, "endDelegation", { id: forCoach })).userErrors).toEqual([]);
    expect(await sessionsOf(assistant)).toEqual([second.id]);
    expect((await send(assistant, "cancelSession", { id: first.id })).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await mutate(manager, "endDelegation", { id: forCoach })).userErrors).toEqual([
      refusal("ALREADY_ENDED", "id"),
    ]);
  });

  test("pairs each principal with their own engagements", async () => {
    // The coach was in a session of the second coach's engagement, and has left it.
    const shared = await firm.engagement({ coaches: [people.coach, people.second], participants: [people.client] });
    const both = { engagementId: apiId("engagement", shared) };
    const { id } = await book(manager, at(3, 9), [people.coach], both);
    await delegate(people.coach);
    await delegate(people.second);
    expect(await sessionsOf(assistant)).toEqual([id]);
    await database.admin.query(
      "update engagement_coach set joined_on = $3, left_on = $3 where firm_id = $1 and engagement_id = $2 and person_id = $4",
      [firm.firmId, shared, day(0), people.coach],
    );
    expect(await sessionsOf(assistant)).toEqual([]);
  });
});
