import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { PUBLIC_URL } from "../support/platform.ts";
import { allDone } from "../support/due.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"coach" | "second" | "client", string>>;
let manager: TestClient;
let coach: TestClient;
let second: TestClient;
let client: TestClient;
/** A draft that begins in thirty days, with two coaches to choose from. */
let engagement: string;

const person = (id: string) => apiId("person", id);
const uuidIn = (id: string) => id.replace(/^.*_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

async function drafted(values: object = {}): Promise<string> {
  const days = { startsOn: day(30), endsOn: day(120) };
  const terms = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 6 };
  const who = { coachIds: [people.coach, people.second].map(person), participantIds: [person(people.client)] };
  const input = { title: "Finding a voice", objectives: "Be heard", ...days, ...terms, ...who, ...values };
  return (await done(manager, "createEngagement", input, { answer: "engagement { id }" })).engagement.id;
}

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const managing = await firm.person(["PROGRAM_MANAGER"]);
  people = {
    coach: await firm.person(["COACH"], { name: "Cora" }),
    second: await firm.person(["COACH"], { name: "Sven" }),
    client: await firm.person(["CLIENT"], { name: "Clio" }),
  };
  for (const each of [people.coach, people.second]) await firm.availability(each);
  manager = await signedIn(firm, managing);
  engagement = await drafted();
  coach = await signedIn(firm, people.coach);
  second = await signedIn(firm, people.second);
  client = await signedIn(firm, people.client);
});

const iso = (instant: Date) => instant.toISOString().replace(".000", "");
const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const asked = (startsAt: Date, more: object = {}) => ({
  ...{ engagementId: engagement, coachIds: [person(people.coach)], kind: "CHEMISTRY", ...times(startsAt) },
  ...more,
});

async function met(startsAt: Date, more: object = {}): Promise<string> {
  const payload = await done(manager, "bookSession", asked(startsAt, more), { answer: "session { id }" });
  return payload.session.id;
}

const seen = async (by: TestClient): Promise<AnyData> =>
  by.ask(`{
    engagements(first: 9) { nodes { title startsOn objectives sessionCount
      coaches(first: 9) { nodes { person { name email } } } participants(first: 9) { nodes { person { name email } } }
      sessions(first: 9) { nodes { id } } notes(first: 9) { totalCount } goals(first: 9) { totalCount } } }
    sessions(first: 9) { nodes { id kind startsAt place coaches { coach { name } } attendance { person { name } status } agenda } }
    notes(first: 9) { totalCount }
  }`);

describe("A chemistry session before the first day of an engagement", () => {
  test("is seen by those who are in it, with what it takes to arrange it and nothing else of the engagement", async () => {
    await firm.note(uuidIn(engagement), people.second, "SHARED");
    const nothing = { engagements: { nodes: [] }, sessions: { nodes: [] }, notes: { totalCount: 0 } };
    for (const each of [coach, client]) expect(await seen(each)).toEqual(nothing);
    const id = await met(at(5, 10), { place: "Room 4" });
    const shown = (name: string) => ({ person: { name, email: null } });
    for (const [by, email] of [
      [coach, "Cora"],
      [client, "Clio"],
    ] as const) {
      const { engagements, sessions, notes } = await seen(by);
      expect(sessions.nodes).toEqual([
        {
          ...{ id, kind: "CHEMISTRY", startsAt: iso(at(5, 10)), place: "Room 4" },
          ...{ coaches: [{ coach: { name: "Cora" } }], agenda: null },
          attendance: [{ person: { name: "Clio" }, status: "PENDING" }],
        },
      ]);
      const [one] = engagements.nodes;
      const others = [...one.coaches.nodes, ...one.participants.nodes].filter(
        (each: AnyData) => each.person.name !== email,
      );
      expect(others).toEqual(["Cora", "Sven", "Clio"].filter((name) => name !== email).map(shown));
      expect(engagements.nodes).toEqual([
        expect.objectContaining({
          ...{ title: "Finding a voice", startsOn: day(30), objectives: null, sessionCount: null },
          ...{ sessions: { nodes: [{ id }] }, notes: { totalCount: 0 }, goals: { totalCount: 0 } },
        }),
      ]);
      expect(notes).toEqual({ totalCount: 0 });
      const noted = await mutate(by, "createNote", { engagementId: engagement, visibility: "SHARED", text: "Hello" });
      expect(noted.userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    }
    // The other coach is not in it.
    expect(await seen(second)).toEqual(nothing);
  });

  test("is seen at once by people who asked just before they were added, although what they held is remembered", async () => {
    const [newCoach, newClient] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
    await firm.availability(newCoach);
    const [asCoach, asClient] = [await signedIn(firm, newCoach), await signedIn(firm, newClient)];
    const ids = async (by: TestClient) =>
      (await by.ask("{ sessions(first: 9) { nodes { id } } }")).sessions.nodes.map(({ id }: AnyData) => id);
    expect([await ids(asCoach), await ids(asClient)]).toEqual([[], []]);
    const fresh = await drafted({ coachIds: [person(newCoach)], participantIds: [person(newClient)] });
    const id = await met(at(5, 10), { engagementId: fresh, coachIds: [person(newCoach)] });
    expect([await ids(asCoach), await ids(asClient)]).toEqual([[id], [id]]);
  });

  test("is moved by the client to a slot, also past the first day, and cancelled by the coach", async () => {
    const id = await met(at(5, 10));
    const { freeSlots } = await client.ask(
      `query ($coaches: [ID!]!, $from: DateTime!, $to: DateTime!, $id: ID!) {
        freeSlots(coachIds: $coaches, from: $from, to: $to, durationMinutes: 60, movingSessionId: $id) { slots { startsAt } } }`,
      { coaches: [person(people.coach)], from: at(6, 9), to: at(6, 12), id },
    );
    const [{ startsAt }] = freeSlots.slots;
    const answer = "session { id startsAt moves(first: 9) { nodes { movedBy { name } } } }";
    const moved = await done(client, "rescheduleSession", { id, startsAt }, { answer });
    expect(moved.session).toMatchObject({ id, startsAt, moves: { nodes: [{ movedBy: { name: "Clio" } }] } });
    const later = await done(client, "rescheduleSession", { id, startsAt: at(31, 10) }, { answer });
    expect(later.session).toMatchObject({ startsAt: iso(at(31, 10)) });
    const { session } = await done(coach, "cancelSession", { id }, { answer: "session { status cancelledBy }" });
    expect(session).toEqual({ status: "CANCELLED", cancelledBy: "COACH" });
    // They may agree on another, which the coach books.
    expect((await mutate(coach, "bookSession", asked(at(7, 10)))).userErrors).toEqual([]);
  });

  test("has its attendance recorded by its coach, and by no other", async () => {
    const id = await met(at(5, 10));
    const begun = "update session set starts_at = now() - interval '1 hour', ends_at = now() where id = $1";
    await database.admin.query(begun, [uuidIn(id)]);
    const input = { sessionId: id, attendance: [{ personId: person(people.client), status: "PRESENT" }] };
    const refused = await mutate(second, "recordAttendance", input);
    expect(refused.userErrors).toEqual([refusal("NOT_FOUND", "sessionId")]);
    const { session } = await done(coach, "recordAttendance", input, {
      answer: "session { status attendance { status } }",
    });
    expect(session).toEqual({ status: "COMPLETED", attendance: [{ status: "PRESENT" }] });
  });

  test("is told of in letters and live, and stands in their calendars", async () => {
    const watch = "subscription ($id: ID!) { scheduleChanged(personId: $id, after: 0) { type session { kind } } }";
    const following = client.follow(watch, { id: person(people.client) });
    const ofCoach = coach.follow(
      "subscription ($id: ID!) { scheduleChanged(coachId: $id, after: 0) { type session { engagement { title objectives } } } }",
      { id: person(people.coach) },
    );
    const id = await met(at(5, 10));
    expect(await following.until(1)).toMatchObject([
      { data: { scheduleChanged: { type: "BOOKED", session: { kind: "CHEMISTRY" } } } },
    ]);
    const title = { title: "Finding a voice", objectives: null };
    expect(await ofCoach.until(1)).toMatchObject([
      { data: { scheduleChanged: { type: "BOOKED", session: { engagement: title } } } },
    ]);
    await until("both to be written to", async () => {
      const { rows } = await database.admin.query("select person_id as id from email where session_id = $1", [
        uuidIn(id),
      ]);
      return [people.coach, people.client].every((one) => rows.some((row) => row.id === one));
    });
    for (const by of [coach, client]) {
      const answer = "calendarFeed { id } address";
      const { address } = await done(by, "createCalendarFeed", {}, { answer });
      const feed = await (await fetch(address.replace(PUBLIC_URL, platform.url))).text();
      expect(feed).toContain("Finding a voice");
      expect(feed).toContain(by === coach ? "Clio" : "Cora");
    }
  });

  test("takes their time as any other", async () => {
    await met(at(5, 10));
    const taken = await mutate(manager, "bookSession", asked(at(5, 10, 30)));
    expect(taken.userErrors).toEqual([refusal("SLOT_TAKEN", "startsAt")]);
    const busy = await mutate(manager, "bookSession", asked(at(5, 10, 30), { coachIds: [person(people.second)] }));
    expect(busy.userErrors).toEqual([refusal("PARTICIPANT_BUSY", "startsAt")]);
  });

  test("is called off when its coach is not to join any more, who sees nothing of it then", async () => {
    const id = await met(at(5, 10));
    const { rows } = await database.admin.query("select id from engagement_coach where person_id = $1", [people.coach]);
    const ends = { id: apiId("engagement_coach", rows[0].id), leftOn: day(30) };
    await done(manager, "endEngagementCoach", ends, { type: "EndMembershipInput" });
    await allDone(database, firm.firmId);
    const { session } = await client.ask("query ($id: ID!) { session(id: $id) { status cancellationCause } }", { id });
    expect(session).toEqual({ status: "CANCELLED", cancellationCause: "COACH_LEFT" });
    expect((await seen(coach)).sessions.nodes).toEqual([]);
  });

  const isNotToJoin = async (id: string) => {
    const { rows } = await database.admin.query(
      "select id from engagement_participant where person_id = $1 and engagement_id = $2",
      [id, uuidIn(engagement)],
    );
    const ends = { id: apiId("engagement_participant", rows[0].id), leftOn: day(30) };
    await done(manager, "endEngagementParticipant", ends, { type: "EndMembershipInput" });
    await allDone(database, firm.firmId);
  };
  const stateOf = async (id: string): Promise<AnyData> => {
    const query =
      "query ($id: ID!) { session(id: $id) { status cancellationCause attendance { person { name } status } } }";
    return (await manager.ask(query, { id })).session;
  };

  test("expects nobody who is not to join any more, excused or not", async () => {
    const [other, excused] = [await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
    const all = [people.client, other, excused];
    engagement = await drafted({ format: "GROUP", participantIds: all.map(person) });
    const id = await met(at(5, 10));
    await done(await signedIn(firm, excused), "excuseFromSession", { id });
    expect((await stateOf(id)).attendance).toHaveLength(3);
    for (const each of [other, excused]) await isNotToJoin(each);
    const attendance = [{ person: { name: "Clio" }, status: "PENDING" }];
    expect(await stateOf(id)).toEqual({ status: "CONFIRMED", cancellationCause: null, attendance });
  });

  test.each(["INDIVIDUAL", "GROUP"])(
    "of %s format is called off when no participant is to join any more",
    async (format) => {
      engagement = await drafted({ format });
      const id = await met(at(5, 10));
      const later = await met(at(31, 10));
      await isNotToJoin(people.client);
      expect(await stateOf(id)).toMatchObject({ status: "CANCELLED", cancellationCause: "CLIENT_LEFT" });
      // Somebody else may join.
      expect(await stateOf(later)).toEqual({ status: "CONFIRMED", cancellationCause: null, attendance: [] });
    },
  );

  test("is had by an active engagement whose first day is ahead, and held before it is booked", async () => {
    await done(manager, "activateEngagement", { id: engagement }, { type: "EngagementStatusInput" });
    const held = await done(manager, "holdSlot", asked(at(5, 10)), { answer: "session { id }" });
    await done(manager, "confirmHold", { id: held.session.id });
    expect((await seen(client)).sessions.nodes).toHaveLength(1);
  });
});

describe("Before the first day of an engagement", () => {
  test("no other session can be", async () => {
    await done(manager, "activateEngagement", { id: engagement }, { type: "EngagementStatusInput" });
    const outside = [refusal("OUTSIDE_ENGAGEMENT", "startsAt")];
    expect((await mutate(manager, "bookSession", asked(at(5, 10), { kind: "INTAKE" }))).userErrors).toEqual(outside);
    const id = await met(at(5, 10));
    const changed = await mutate(coach, "changeSessionKind", { id, kind: "REGULAR" });
    expect(changed.userErrors).toEqual([refusal("OUTSIDE_ENGAGEMENT", "kind")]);
    const firstStart = at(5, 12).toISOString().slice(0, 16);
    const series = { firstStart, rule: "FREQ=DAILY;COUNT=2", timeZone: "UTC", durationMinutes: 60, kind: "CHEMISTRY" };
    const answer = "conflicts { code }";
    const { conflicts } = await mutate(manager, "bookSeries", { engagementId: engagement, ...series }, { answer });
    expect(conflicts.map(({ code }: AnyData) => code)).toEqual(["OUTSIDE_ENGAGEMENT", "OUTSIDE_ENGAGEMENT"]);
  });

  test("a group's session with seats cannot be", async () => {
    const group = await drafted({ format: "GROUP" });
    const seats = await mutate(
      manager,
      "bookSession",
      asked(at(5, 10), { engagementId: group, seats: { capacity: 3 } }),
    );
    expect(seats.userErrors).toEqual([refusal("OUTSIDE_ENGAGEMENT", "startsAt")]);
  });
});
