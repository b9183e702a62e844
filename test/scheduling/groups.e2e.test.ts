import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, type AnyData, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let coach: string;
let members: string[];
let asManager: TestClient;
let asMember: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  members = [await firm.person(["CLIENT"]), await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
  await firm.availability(coach);
  asManager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  asMember = await signedIn(firm, members[0]!);
});

/** Books a session of all three. */
async function bookedAt(startsAt: Date, format = "GROUP", more: object = {}): Promise<string> {
  const engagement = await firm.engagement({ coaches: [coach], participants: members }, { format });
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt, ...more };
  const { session, userErrors } = await mutate(asManager, "bookSession", input, { answer: "session { id }" });
  expect(userErrors).toEqual([]);
  return session.id;
}

const excuse = (id: string, input: object = {}, by = asMember) =>
  mutate(by, "excuseFromSession", { id, ...input }, { answer: "session { status attendance { status } }" });

/** Each member's attendance, in their order. */
async function attendanceOf(id: string): Promise<string[]> {
  const { session } = await asManager.ask(
    "query($id: ID!) { session(id: $id) { attendance { status person { id } } } }",
    { id },
  );
  const statuses = new Map(session.attendance.map(({ status, person }: AnyData) => [person.id, status]));
  return members.map((member) => statuses.get(apiId("person", member)) as string);
}

describe("a member of a group", () => {
  test("neither cancels nor moves the session for all", async () => {
    const id = await bookedAt(at(3, 9));
    const answer = { answer: "session { id }" };
    const forbidden = { session: null, userErrors: [refusal("FORBIDDEN", "id")] };
    expect(await mutate(asMember, "cancelSession", { id }, answer)).toEqual(forbidden);
    const later = { id, startsAt: at(3, 11), endsAt: at(3, 12) };
    expect(await mutate(asMember, "rescheduleSession", later, answer)).toEqual(forbidden);
    const { session } = await asManager.ask("query($id: ID!) { session(id: $id) { status startsAt } }", { id });
    expect(session).toEqual({ status: "CONFIRMED", startsAt: at(3, 9).toISOString().replace(".000", "") });
  });

  test("is excused alone, sees only that, and can come after all", async () => {
    const id = await bookedAt(at(3, 9));
    const { session, userErrors } = await excuse(id);
    expect([session, userErrors]).toEqual([{ status: "CONFIRMED", attendance: [{ status: "EXCUSED" }] }, []]);
    expect(await attendanceOf(id)).toEqual(["EXCUSED", "PENDING", "PENDING"]);
    await excuse(id);
    await excuse(id, { excused: false });
    expect(await attendanceOf(id)).toEqual(["PENDING", "PENDING", "PENDING"]);
    const { rows } = await database.admin.query(
      "select ids->>'person' as person from event where firm_id = $1 and type = 'session.excused'",
      [firm.firmId],
    );
    expect(rows).toEqual([{ person: members[0] }, { person: members[0] }]);
  });

  test("stays excused when the session moves, until they say that they come", async () => {
    const id = await bookedAt(at(3, 9));
    await excuse(id);
    await mutate(asManager, "rescheduleSession", { id, startsAt: at(4, 9), endsAt: at(4, 10) });
    expect(await attendanceOf(id)).toEqual(["EXCUSED", "PENDING", "PENDING"]);
    await excuse(id, { excused: false });
    expect(await attendanceOf(id)).toEqual(["PENDING", "PENDING", "PENDING"]);
  });

  test("leaves a seat instead, where there are seats", async () => {
    const id = await bookedAt(at(3, 9), "GROUP", { seats: { capacity: 3 } });
    await mutate(asMember, "takeSeat", { sessionId: id });
    expect((await excuse(id)).userErrors).toEqual([refusal("HAS_SEATS", "id")]);
  });
});

test("nobody is excused from a session of a team, of another group, or that was cancelled", async () => {
  const id = await bookedAt(at(3, 9));
  const outsider = await signedIn(firm, await firm.person(["CLIENT"]));
  expect((await excuse(id, {}, outsider)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
  expect((await excuse(id, {}, asManager)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
  await mutate(asManager, "cancelSession", { id });
  expect((await excuse(id)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);

  const team = await firm.team(await firm.organization());
  const engagement = await firm.engagement(
    { coaches: [coach], participants: members },
    { format: "TEAM", team_id: team },
  );
  const input = { engagementId: apiId("engagement", engagement), startsAt: at(5, 9), endsAt: at(5, 10) };
  const { session } = await mutate(asManager, "bookSession", input, { answer: "session { id }" });
  expect((await excuse(session.id)).userErrors).toEqual([refusal("NOT_A_GROUP", "id")]);
});
