import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let people: Readonly<Record<"first" | "second" | "third" | "client", string>>;
let id: string;

const person = (name: "first" | "second" | "third") => apiId("person", people[name]);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  const [first, second, third, client] = [
    await firm.person(["COACH"], { name: "Ada" }),
    await firm.person(["COACH"], { name: "Ben" }),
    await firm.person(["COACH"], { name: "Cleo" }),
    await firm.person(["CLIENT"]),
  ];
  people = { first, second, third, client };
  for (const coach of [first, second, third]) await firm.availability(coach);
  id = await firm.engagement({ coaches: [first], participants: [client] });
});

const sessionOf = (startsAt: Date, coaches: readonly string[] = [people.first], values = {}) =>
  firm.session(id, { coaches: [...coaches], participants: [people.client], startsAt }, values);

type Name = "first" | "second" | "third";
async function rematch(from: Name, to: Name, sessions: "MOVE" | "CALL_OFF", startsOn?: string): Promise<void> {
  const ids = { engagementId: apiId("engagement", id), fromCoachId: person(from), toCoachId: person(to) };
  await done(manager, "rematchEngagement", { ...ids, sessions, startsOn, reason: "They did not get on" });
}

/**
 * Has the schedule handle sessions after all rematches were decided: these are done, and then begin anew with sessions that
 * nobody has handled. Somebody else leaves, so that the job runs.
 */
async function handled(addSessions: () => Promise<unknown>): Promise<void> {
  await allDone(database, firm.firmId);
  await database.admin.query("update rematch set sessions_done_at = null where firm_id = $1", [firm.firmId]);
  await addSessions();
  const bystander = await firm.coach(id, await firm.person(["COACH"]), { joined_on: day(-9) });
  const end = { id: apiId("engagement_coach", bystander), leftOn: day(1) };
  await done(manager, "endEngagementCoach", end, { type: "EndMembershipInput" });
  await allDone(database, firm.firmId);
}

/** What each rematch reports, by its coaches. */
async function reports(): Promise<Readonly<Record<string, string[][]>>> {
  const { engagement } = await manager.ask(
    `query ($id: ID!) { engagement(id: $id) { rematches(first: 9) { nodes { fromCoach { name } toCoach { name }
      sessionsDoneAt outcomes(first: 9) { nodes { outcome notMovedBecause session { id } } } } } } }`,
    { id: apiId("engagement", id) },
  );
  const rows = (engagement.rematches.nodes as AnyData[]).map(({ fromCoach, toCoach, sessionsDoneAt, outcomes }) => {
    expect(sessionsDoneAt).not.toBeNull();
    const each = outcomes.nodes.map((node: AnyData) => [node.session.id, node.outcome, node.notMovedBecause]);
    return [`${fromCoach.name} to ${toCoach.name}`, each];
  });
  return Object.fromEntries(rows);
}
const row = (session: string, outcome: string, why: string | null = null) => [apiId("session", session), outcome, why];

describe("two rematches in a row, before the sessions of the first are handled", () => {
  test("tell of each session once: the later one that it was called off, as asked", async () => {
    await rematch("first", "second", "MOVE");
    await rematch("second", "third", "CALL_OFF");
    let sessions: string[] = [];
    await handled(async () => (sessions = [await sessionOf(at(6, 9)), await sessionOf(at(7, 9))]));
    expect(await reports()).toEqual({
      "Ada to Ben": [],
      "Ben to Cleo": sessions.map((session) => row(session, "CANCELLED", "AS_ASKED")),
    });
  });

  test("tell of each session once: the later one that its coach took it over, or why not", async () => {
    await rematch("first", "second", "MOVE");
    await rematch("second", "third", "MOVE");
    let [moved, busy] = ["", ""];
    await handled(async () => {
      const elsewhere = await firm.engagement({ coaches: [people.third], participants: [] });
      await firm.session(elsewhere, { coaches: [people.third], startsAt: at(7, 9) });
      [moved, busy] = [await sessionOf(at(6, 9)), await sessionOf(at(7, 9))];
    });
    expect(await reports()).toEqual({
      "Ada to Ben": [],
      "Ben to Cleo": [row(moved, "MOVED"), row(busy, "CANCELLED", "NOT_FREE")],
    });
  });

  test("tell of the sessions of the days that are theirs", async () => {
    await rematch("first", "second", "MOVE", day(41));
    await rematch("second", "third", "CALL_OFF", day(43));
    let [own, between, later] = ["", "", ""];
    await handled(async () => {
      own = await sessionOf(at(40, 9));
      [between, later] = [await sessionOf(at(42, 9)), await sessionOf(at(43, 9))];
    });
    expect(await reports()).toEqual({
      "Ada to Ben": [row(between, "MOVED")],
      "Ben to Cleo": [row(later, "CANCELLED", "AS_ASKED")],
    });
    const { rows } = await database.admin.query("select coach_id from session_coach where session_id = $1", [own]);
    expect(rows).toEqual([{ coach_id: people.first }]);
  });

  test("stop at the one that calls the sessions off", async () => {
    await rematch("first", "second", "CALL_OFF");
    await rematch("second", "third", "MOVE");
    let [first, second] = ["", ""];
    await handled(async () => {
      first = await sessionOf(at(6, 9));
      second = await sessionOf(at(7, 9), [people.second]);
    });
    expect(await reports()).toEqual({
      "Ada to Ben": [row(first, "CANCELLED", "AS_ASKED")],
      "Ben to Cleo": [row(second, "MOVED")],
    });
  });

  test("tell once of a session of both coaches who left", async () => {
    await rematch("first", "second", "MOVE");
    await rematch("second", "third", "MOVE");
    let both = "";
    await handled(async () => (both = await sessionOf(at(6, 9), [people.first, people.second])));
    expect(await reports()).toEqual({ "Ada to Ben": [], "Ben to Cleo": [row(both, "MOVED")] });
  });

  test("tell of a chemistry session before the first day", async () => {
    id = await firm.engagement({ participants: [people.client] }, { status: "DRAFT", starts_on: day(20) });
    await firm.coach(id, people.first, { joined_on: day(20) });
    await rematch("first", "second", "MOVE");
    await rematch("second", "third", "MOVE");
    let early = "";
    await handled(async () => (early = await sessionOf(at(6, 9), [people.first], { kind: "CHEMISTRY" })));
    expect(await reports()).toEqual({ "Ada to Ben": [], "Ben to Cleo": [row(early, "MOVED")] });
  });

  test("keep the report of the first if the next coach leaves in another way", async () => {
    await rematch("first", "second", "MOVE");
    const { rows } = await database.admin.query(
      "select id from engagement_coach where engagement_id = $1 and person_id = $2",
      [id, people.second],
    );
    const end = { id: apiId("engagement_coach", rows[0].id as string), leftOn: day(3) };
    await done(manager, "endEngagementCoach", end, { type: "EndMembershipInput" });
    let session = "";
    await handled(async () => (session = await sessionOf(at(6, 9))));
    expect(await reports()).toEqual({ "Ada to Ben": [row(session, "CANCELLED", "NOT_COACHING")] });
  });
});
