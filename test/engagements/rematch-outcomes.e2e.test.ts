import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done, mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let successor: string;
let client: string;
let id: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  coach = await firm.person(["COACH"], { name: "Carla" });
  successor = await firm.person(["COACH"], { name: "Sana" });
  client = await firm.person(["CLIENT"]);
  await firm.availability(coach);
  id = await firm.engagement({ coaches: [coach], participants: [client] });
});

/** When the successor works: every day until noon (UTC), and so many sessions of it. */
const works = (values: Record<string, unknown> = {}) =>
  firm.availability(successor, { windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, 0, 720]), ...values });
const sessionOf = (startsAt: Date, coaches = [coach], values: Record<string, unknown> = {}) =>
  firm.session(id, { coaches, participants: [client], startsAt }, values);

const rematch = async (input: object = {}) => {
  const ids = { engagementId: apiId("engagement", id), fromCoachId: apiId("person", coach) };
  const said = { toCoachId: apiId("person", successor), sessions: "MOVE", reason: "They did not get on" };
  const answer = { answer: "rematch { id sessionsDoneAt }" };
  const { userErrors, rematch } = await mutate(manager, "rematchEngagement", { ...ids, ...said, ...input }, answer);
  expect(userErrors).toEqual([]);
  return rematch.id as string;
};

const leave = (membership: string, leftOn: string) => {
  const input = { id: apiId("engagement_coach", membership), leftOn };
  return done(manager, "endEngagementCoach", input, { type: "EndMembershipInput" });
};

const REPORT = `query($id: ID!) { engagement(id: $id) { rematches(first: 9) { nodes {
  sessionsDoneAt sessionsMoved sessionsKept sessionsCancelled
  outcomes(first: 20) { totalCount nodes { outcome notMovedBecause handledAt session { id } } }
  moved: outcomes(first: 20, filter: { outcome: MOVED }) { totalCount }
} } } }`;

/** The report of the last rematch: what became of each session. */
async function reportTo(by = manager): Promise<AnyData | null> {
  const { engagement } = await by.ask(REPORT, { id: apiId("engagement", id) });
  const report = engagement?.rematches.nodes.at(-1);
  if (!report) return null;
  const outcomes = report.outcomes.nodes.map((each: AnyData) => [each.session.id, each.outcome, each.notMovedBecause]);
  return { ...report, outcomes, moved: report.moved.totalCount };
}
const reportOf = async () => {
  await allDone(database, firm.firmId);
  return (await reportTo())!;
};
const row = (session: string, outcome: string, why: string | null = null) => [apiId("session", session), outcome, why];

describe("the report of a rematch", () => {
  test("tells of each session whether the new coach took it over, and why not", async () => {
    await works({ most_per_day: 2 });
    const elsewhere = await firm.engagement({ coaches: [successor], participants: [] });
    for (const startsAt of [at(7, 9), at(8, 3), at(8, 6)])
      await firm.session(elsewhere, { coaches: [successor], startsAt });
    await sessionOf(at(3, 9));
    const [moved, busy, full, off] = [
      await sessionOf(at(6, 9)),
      await sessionOf(at(7, 9, 30)),
      await sessionOf(at(8, 9)),
      await sessionOf(at(9, 18)),
    ];
    await rematch({ startsOn: day(5) });
    const { sessionsDoneAt, ...report } = await reportOf();
    expect(report).toEqual({
      outcomes: [
        row(moved, "MOVED"),
        row(busy, "CANCELLED", "NOT_FREE"),
        row(full, "CANCELLED", "LIMIT_REACHED"),
        row(off, "CANCELLED", "NOT_WORKING"),
      ],
      ...{ sessionsMoved: 1, sessionsKept: 0, sessionsCancelled: 3, moved: 1 },
    });
    expect(Date.parse(sessionsDoneAt as string)).toBeGreaterThan(Date.now() - 60_000);
  });

  test("tells what was called off because that was asked for", async () => {
    await works();
    const session = await sessionOf(at(6, 9));
    await rematch({ sessions: "CALL_OFF" });
    expect((await reportOf()).outcomes).toEqual([row(session, "CANCELLED", "AS_ASKED")]);
  });

  test("tells what goes on with other coaches, and what was only held", async () => {
    await works();
    const third = await firm.person(["COACH"]);
    await firm.availability(third);
    await firm.coach(id, third);
    await firm.coach(id, successor);
    const held = { status: "HELD", held_until: at(1, 9), held_by_id: client, hold_place: 1 };
    const [together, off, both, hold] = [
      await sessionOf(at(6, 9), [coach, third]),
      await sessionOf(at(7, 18), [coach, third]),
      await sessionOf(at(8, 9), [coach, successor]),
      await sessionOf(at(9, 18), [coach], held),
    ];
    await rematch();
    expect(await reportOf()).toMatchObject({
      outcomes: [
        row(together, "MOVED"),
        row(off, "KEPT", "NOT_WORKING"),
        row(both, "KEPT", "COACHES_IT"),
        row(hold, "RELEASED", "NOT_WORKING"),
      ],
      ...{ sessionsMoved: 1, sessionsKept: 2, sessionsCancelled: 0 },
    });
  });

  test("is empty and done when no session was ahead", async () => {
    await works();
    await rematch();
    expect(await reportOf()).toMatchObject({ outcomes: [], sessionsDoneAt: expect.any(String) });
  });

  test("is not done while a session is still to be handled", async () => {
    await works();
    const session = await sessionOf(at(6, 9));
    const other = await database.admin.connect();
    try {
      await other.query("begin");
      await other.query("select from session where id = $1 for update", [session]);
      await rematch();
      expect(await reportTo()).toMatchObject({ sessionsDoneAt: null, sessionsMoved: 0, outcomes: [] });
    } finally {
      await other.query("rollback");
      other.release();
    }
    expect(await reportOf()).toMatchObject({ sessionsDoneAt: expect.any(String), sessionsMoved: 1 });
    const { rows } = await database.admin.query(
      "select ids from event where firm_id = $1 and type = 'rematch.sessions_done'",
      [firm.firmId],
    );
    expect(rows).toHaveLength(1);
  });

  test("stays as it is when the job runs again, as after a crash", async () => {
    await works();
    const session = await sessionOf(at(6, 9));
    await sessionOf(at(7, 18));
    await rematch();
    const report = await reportOf();
    expect(report.outcomes).toHaveLength(2);
    await database.admin.query("update rematch set sessions_done_at = null where firm_id = $1", [firm.firmId]);
    // Somebody else leaves, so that the job runs again. A session that the first run did not come to is still reported.
    const third = await firm.coach(id, await firm.person(["COACH"]));
    const late = await sessionOf(at(8, 9));
    await leave(third, day(3));
    const again = await reportOf();
    expect(again.outcomes).toEqual([...report.outcomes, row(late, "MOVED")]);
    expect(again.outcomes[0]).toEqual(row(session, "MOVED"));
    expect(again.sessionsDoneAt).not.toBeNull();
  });

  test("tells of a chemistry session before the first day, which the new coach takes over", async () => {
    await works();
    id = await firm.engagement({ participants: [client] }, { status: "DRAFT", starts_on: day(20) });
    await firm.coach(id, coach, { joined_on: day(20) });
    const early = await sessionOf(at(6, 9), [coach], { kind: "CHEMISTRY" });
    const off = await sessionOf(at(7, 18), [coach], { kind: "CHEMISTRY" });
    await rematch();
    expect((await reportOf()).outcomes).toEqual([row(early, "MOVED"), row(off, "CANCELLED", "NOT_WORKING")]);
  });

  test("says nothing of sessions that the coach leaves later, in another way", async () => {
    await works();
    await rematch();
    await reportOf();
    const again = await firm.coach(id, coach, { joined_on: day(2) });
    const session = await sessionOf(at(9, 18));
    await leave(again, day(4));
    expect((await reportOf()).outcomes).toEqual([]);
    const { rows } = await database.admin.query("select status from session where id = $1", [session]);
    expect(rows).toEqual([{ status: "CANCELLED" }]);
  });
});

test("the engagement's people see what became of its sessions, and only those who run the practice see why", async () => {
  await works();
  const organization = await firm.organization();
  await database.admin.query("update engagement set organization_id = $1 where id = $2", [organization, id]);
  const session = await sessionOf(at(6, 18));
  const rematchId = await rematch();
  const { outcomes } = await reportOf();
  expect(outcomes).toEqual([row(session, "CANCELLED", "NOT_WORKING")]);
  const as = async (person: string) => reportTo(await signedIn(firm, person));
  expect((await as(await firm.person(["OWNER"])))!.outcomes).toEqual(outcomes);
  for (const person of [client, successor])
    expect(await as(person)).toMatchObject({ outcomes: [row(session, "CANCELLED")], sessionsCancelled: 1 });
  const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
  const others = [coach, sponsor, await firm.person(["FINANCE"]), await firm.person(["COACH"])];
  for (const person of others) expect(await as(person)).toBeNull();
  const { rows } = await database.admin.query("select id from rematch_outcome where rematch_id = $1", [
    rematchId.replace("rematch_", ""),
  ]);
  const node = { id: apiId("rematch_outcome", rows[0].id as string) };
  const query = "query($id: ID!) { node(id: $id) { ... on RematchOutcome { outcome notMovedBecause } } }";
  for (const person of others) expect((await (await signedIn(firm, person)).ask(query, node)).node).toBeNull();
  expect((await (await signedIn(firm, client)).ask(query, node)).node).toEqual({
    ...{ outcome: "CANCELLED", notMovedBecause: null },
  });
});
