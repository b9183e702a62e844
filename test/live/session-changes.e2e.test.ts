import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { happen } from "./events.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"coach" | "client" | "other", string>>;
let manager: TestClient;
let coach: TestClient;
let client: TestClient;
let engagement: string;
let session: string;
let another: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    coach: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
    other: await firm.person(["CLIENT"]),
  };
  const members = { coaches: [people.coach], participants: [people.client] };
  const own = await firm.engagement(members, { allocation_amount: 1_000 });
  engagement = apiId("engagement", own);
  await firm.availability(people.coach);
  session = apiId("session", await firm.session(own, { ...members, startsAt: at(2, 9) }));
  another = apiId("session", await firm.session(own, { ...members, startsAt: at(3, 9) }));
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  coach = await signedIn(firm, people.coach);
  client = await signedIn(firm, people.client);
});

const text = `subscription ($id: ID!, $after: Int, $position: String) {
  sessionChanged(sessionId: $id, after: $after, position: $position) {
    seq position type session { id agenda } actionItem { title } secondsLeft
  }
}`;
type Following = ReturnType<TestClient["follow"]>;
const toldIn = ({ received }: Following): AnyData[] => received.map(({ data }) => data.sessionChanged);
async function told(following: Following, count: number): Promise<string[]> {
  await following.until(count);
  return toldIn(following).map(({ type }) => type);
}
async function begun(by: TestClient, id = session): Promise<Following> {
  const following = by.follow(text, { id });
  await following.until(1);
  return following;
}

describe("Who follows a session", () => {
  test("is told how it is, and then of its time, agenda and action items, and of no other session's", async () => {
    const [ofCoach, ofClient, ofOther] = await Promise.all([begun(coach), begun(client), begun(coach, another)]);
    await done(coach, "setSessionAgenda", { id: session, agenda: "Delegating" });
    const item = { engagementId: engagement, ownerId: apiId("person", people.client) };
    await done(coach, "createActionItem", { ...item, title: "Ask Kim", sessionId: session });
    await done(coach, "createActionItem", { ...item, title: "Not from it" });
    await done(manager, "rescheduleSession", { id: session, startsAt: at(2, 11), endsAt: at(2, 12) });
    const expected = ["SNAPSHOT", "AGENDA_CHANGED", "ACTION_ITEM_CHANGED", "RESCHEDULED"];
    expect(await told(ofCoach, 4)).toEqual(expected);
    expect(await told(ofClient, 4)).toEqual(expected);
    const [snapshot, ofAgenda, ofItem] = toldIn(ofCoach);
    expect(snapshot).toMatchObject({ session: { id: session, agenda: null }, actionItem: null, secondsLeft: null });
    expect(ofAgenda.session).toEqual({ id: session, agenda: "Delegating" });
    expect(ofItem).toMatchObject({ session: { id: session }, actionItem: { title: "Ask Kim" } });
    await done(manager, "cancelSession", { id: another });
    expect(await told(ofOther, 2)).toEqual(["SNAPSHOT", "CANCELLED"]);
  });

  test("is told nothing of what is said in it, unless they are in it", async () => {
    const following = await begun(manager);
    await done(coach, "setSessionAgenda", { id: session, agenda: "Delegating" });
    const item = { engagementId: engagement, ownerId: apiId("person", people.client), sessionId: session };
    await done(coach, "createActionItem", { ...item, title: "Ask Kim" });
    await done(manager, "cancelSession", { id: session });
    expect(await told(following, 2)).toEqual(["SNAPSHOT", "CANCELLED"]);
  });

  test("is not told what happens to others in it: who waits, was excused, or did not come", async () => {
    const following = await begun(client);
    const ofCoach = await begun(coach);
    const uuid = (id: string) => id.replace(/^.*_(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    const ids = { session: uuid(session), engagement: uuid(engagement), coaches: [people.coach] };
    for (const type of ["session.excused", "seat.waitlisted", "seat.declined"])
      await happen(database.admin, firm, type, { ...ids, person: people.other });
    await happen(database.admin, firm, "attendance.recorded", ids);
    await happen(database.admin, firm, "session.excused", { ...ids, person: people.client });
    expect(await told(ofCoach, 6)).toContain("ATTENDANCE_RECORDED");
    expect(await told(following, 2)).toEqual(["SNAPSHOT", "PEOPLE_CHANGED"]);
  });

  test("is told how long it lasts, once it has begun", async () => {
    const past = "starts_at = now() - interval '30 minutes', ends_at = now() + interval '30 minutes'";
    await database.admin.query(`update session set ${past} where firm_id = $1 and date = $2`, [firm.firmId, day(2)]);
    const following = await begun(client);
    const [{ secondsLeft }] = toldIn(following);
    expect(secondsLeft).toBeGreaterThan(1_500);
    expect(secondsLeft).toBeLessThanOrEqual(1_800);
  });

  test("goes on after a position", async () => {
    const following = await begun(coach);
    for (const agenda of ["one", "two"]) await done(coach, "setSessionAgenda", { id: session, agenda });
    await following.until(3);
    const [, first] = toldIn(following);
    const resumed = coach.follow(text, { id: session, position: first.position });
    expect(await told(resumed, 1)).toEqual(["AGENDA_CHANGED"]);
    expect(toldIn(resumed)[0].seq).toBe(first.seq + 1);
  });

  test("must see when it is", async () => {
    const others = await Promise.all(
      (["CLIENT", "SPONSOR", "FINANCE"] as const).map(async (role) => signedIn(firm, await firm.person([role]))),
    );
    for (const by of others) {
      const following = by.follow(text, { id: session });
      expect(JSON.stringify([await following.untilEnded(), following.received])).toMatch(/NOT_FOUND|FORBIDDEN/);
    }
  });
});
