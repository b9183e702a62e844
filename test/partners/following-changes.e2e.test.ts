import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: { owner: string; coach: string; client: string; other: string };
let organization: string;
let engagement: string;
let owner: TestClient;
let coach: TestClient;
let key: TestClient;

/** The tables whose rows were written before anybody looked. */
const stamped = ["organization", "team", "person", "engagement", "session"];
const LONG_AGO = "2026-01-01T00:00:00Z";

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  organization = await firm.organization({ name: "Birch" });
  await firm.team(organization, { name: "Ward" });
  people = {
    owner: await firm.person(["OWNER"]),
    coach: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
    other: await firm.person(["CLIENT"]),
  };
  const members = { coaches: [people.coach], participants: [people.client] };
  engagement = await firm.engagement(members, { format: "GROUP" });
  [owner, coach] = [await signedIn(firm, people.owner), await signedIn(firm, people.coach)];
  const { secret } = await mutate(
    owner,
    "createApiKey",
    { name: "Payroll", scopes: ["people:read", "engagements:read", "schedule:read"] },
    { answer: "secret" },
  );
  key = new TestClient(platform.url, secret as string);
});

const lists = ["organizations", "teams", "people", "engagements", "sessions"];

/** What a partner's program reads when it looks again. */
async function changedSince(since: string, by = key): Promise<Record<string, string[]>> {
  const fields = lists.map(
    (list) => `${list}(first: 100, filter: { updatedSince: "${since}" }) { nodes { id updatedAt } }`,
  );
  const data = await by.ask(`{ ${fields.join(" ")} }`);
  const found = lists.map((list) => [list, data[list].nodes.map(({ id }: AnyData) => id)] as const);
  return Object.fromEntries(found.filter(([, ids]) => ids.length > 0));
}

/** Does something, and gives what a partner reads of it: everything before counts as long ago. */
async function changesOf(work: () => Promise<unknown>): Promise<Record<string, string[]>> {
  for (const table of stamped)
    await database.admin.query(`update ${table} set updated_at = $2 where firm_id = $1`, [firm.firmId, LONG_AGO]);
  const since = new Date().toISOString();
  await work();
  return changedSince(since);
}

async function done(by: TestClient, name: string, input: object, answer = "", type?: string): Promise<AnyData> {
  const payload = await mutate(by, name, input, { answer, ...(type && { type }) });
  expect(payload.userErrors).toEqual([]);
  return payload;
}

const ofPerson = (person: string) => ({ people: [apiId("person", person)] });
const ofEngagement = () => ({ engagements: [apiId("engagement", engagement)] });
const ofSession = (id: string) => ({ sessions: [id] });

describe("A partner who looks again reads", () => {
  test("everything at first, and nothing if nothing changed", async () => {
    const all = await changedSince(LONG_AGO);
    expect(Object.values(all).map((ids) => ids.length)).toEqual([1, 1, 4, 1]);
    expect(await changesOf(() => Promise.resolve())).toEqual({});
  });

  test("what was changed, archived and added", async () => {
    const id = apiId("organization", organization);
    expect(await changesOf(() => done(owner, "updateOrganization", { id, name: "Oak" }))).toEqual({
      organizations: [id],
    });
    expect(await changesOf(() => done(owner, "archiveOrganization", { id }))).toEqual({ organizations: [id] });
    await done(owner, "restoreOrganization", { id });
    expect(await changesOf(() => done(owner, "createTeam", { organizationId: id, name: "Night" }))).toEqual({
      teams: [expect.stringMatching(/^team_/)],
    });
  });

  test("people whose profile, roles or access changed", async () => {
    const id = apiId("person", people.other);
    const other = ofPerson(people.other);
    expect(await changesOf(() => done(owner, "updatePerson", { id, name: "Renamed" }))).toEqual(other);
    expect(await changesOf(() => done(owner, "updatePerson", { id, roles: ["CLIENT", "SPONSOR"] }))).toEqual(other);
    expect(await changesOf(() => done(owner, "invitePerson", { personId: id }))).toEqual(other);
    expect(await changesOf(() => done(owner, "deactivatePerson", { personId: id }))).toEqual(other);
    expect(await changesOf(() => done(owner, "updatePerson", { id, name: "Renamed" }))).toEqual({});
  });

  test("engagements that changed, or that somebody joined or left", async () => {
    const id = apiId("engagement", engagement);
    expect(await changesOf(() => done(owner, "updateEngagement", { id, title: "Renamed" }))).toEqual(ofEngagement());
    const added = { engagementId: id, personId: apiId("person", people.other) };
    expect(await changesOf(() => done(owner, "addEngagementParticipant", added, "", "AddToEngagementInput"))).toEqual(
      ofEngagement(),
    );
    // Who loses the role loses the engagement too.
    expect(await changesOf(() => done(owner, "deactivatePerson", { personId: apiId("person", people.other) }))).toEqual(
      { ...ofPerson(people.other), ...ofEngagement() },
    );
    expect(await changesOf(() => done(owner, "pauseEngagement", { id }, "", "PauseEngagementInput"))).toEqual(
      ofEngagement(),
    );
  });

  test("sessions that changed, and those to which somebody came", async () => {
    const logged = { engagementId: apiId("engagement", engagement), startsAt: at(-2, 9), endsAt: at(-2, 10) };
    let id = "";
    const logging = async () => {
      id = (await done(coach, "logSession", logged, "session { id }")).session.id;
    };
    expect(await changesOf(logging)).toEqual(ofSession(id));
    const attendance = [{ personId: apiId("person", people.client), status: "LATE" }];
    expect(await changesOf(() => done(coach, "recordAttendance", { sessionId: id, attendance }))).toEqual(
      ofSession(id),
    );
    const members = { coaches: [people.coach], participants: [people.client], startsAt: at(3, 9) };
    const ahead = apiId("session", await firm.session(engagement, members));
    for (const [name, input] of [
      ["setSessionPlace", { place: "Harbour" }],
      ["cancelSession", {}],
    ] as const)
      expect(await changesOf(() => done(coach, name, { id: ahead, ...input }))).toEqual(ofSession(ahead));
  });

  test("nothing of what is between people alone: a session's agenda, and what they chose for themselves", async () => {
    const members = { coaches: [people.coach], participants: [people.client], startsAt: at(3, 9) };
    const id = apiId("session", await firm.session(engagement, members));
    expect(await changesOf(() => done(coach, "setSessionAgenda", { id, agenda: "Next steps" }))).toEqual({});
    const known = "query ($id: ID!) { person(id: $id) { name version updatedAt } }";
    const before = await owner.ask(known, { id: apiId("person", people.coach) });
    expect(await changesOf(() => done(coach, "updateMe", { sharesBusyTime: false }))).toEqual({});
    expect(await changesOf(() => done(coach, "updateMe", { getsReminders: false }))).toEqual({});
    const { person } = await owner.ask(known, { id: apiId("person", people.coach) });
    expect(person).toEqual({ ...before.person, updatedAt: "2026-01-01T00:00:00Z" });
    const both = { sharesBusyTime: true, name: "Renamed" };
    expect(await changesOf(() => done(coach, "updateMe", both))).toEqual(ofPerson(people.coach));
  });

  test("its own firm's changes alone", async () => {
    const other = await FirmFactory.create(database.admin);
    const stranger = await signedIn(other, await other.person(["OWNER"]));
    const id = apiId("person", people.other);
    const since = new Date().toISOString();
    await done(owner, "updatePerson", { id, name: "Renamed" });
    expect((await changedSince(since, stranger)).people ?? []).not.toContain(id);
  });
});

test("Who may not know when something changed is told nothing by the filter", async () => {
  const finance = await signedIn(firm, await firm.person(["FINANCE"]));
  const found = await changedSince(LONG_AGO, finance);
  expect(Object.keys(found)).toEqual(["organizations", "teams"]);
  const { people: seen } = await finance.ask("{ people(first: 1) { nodes { updatedAt version } } }");
  expect(seen.nodes).toEqual([{ updatedAt: null, version: null }]);
  const { engagements } = await finance.ask("{ engagements(first: 1) { nodes { updatedAt version } } }");
  expect(engagements.nodes).toEqual([{ updatedAt: null, version: null }]);
});

describe("The lists of what the firm offers tell", () => {
  const offered = "pools specialities programs cohorts cohortMembers sessionTypes holidays".split(" ");
  const since = async (instant: string, by: TestClient): Promise<AnyData> => {
    const fields = offered.map(
      (list) => `${list}(first: 100, filter: { updatedSince: "${instant}" }) { nodes { id updatedAt } }`,
    );
    const data = await by.ask(`{ ${fields.join(" ")} }`);
    return Object.fromEntries(offered.map((list) => [list, data[list].nodes.map(({ id }: AnyData) => id)]));
  };

  test("what was changed and archived since, and finance nothing of what it may not know", async () => {
    const bought = {
      name: "Bought",
      organizationId: apiId("organization", organization),
      unit: "SESSIONS",
      amount: 10,
    };
    const pool = (await mutate(owner, "createPool", bought, { answer: "pool { id }" })).pool.id as string;
    const named = await mutate(owner, "createSpeciality", { name: "Leading" }, { answer: "speciality { id }" });
    const speciality = named.speciality.id as string;
    const none = Object.fromEntries(offered.map((list) => [list, []]));
    for (const table of ["pool", "speciality"])
      await database.admin.query(`update ${table} set updated_at = $2 where firm_id = $1`, [firm.firmId, LONG_AGO]);
    const before = "2026-06-01T00:00:00Z";
    expect(await since(before, key)).toEqual(none);
    await done(owner, "updatePool", { id: pool, name: "Bought again" });
    expect(await since(before, key)).toEqual({ ...none, pools: [pool] });
    await done(owner, "archiveSpeciality", { id: speciality });
    expect(await since(before, key)).toEqual({ ...none, pools: [pool], specialities: [speciality] });
    const day = { name: "Founders' day", date: "2030-05-02" };
    const { holiday } = await mutate(owner, "createHoliday", day, { answer: "holiday { id }" });
    const purpose = { name: "Review", kind: "REVIEW", durationMinutes: 30 };
    const { sessionType } = await mutate(owner, "createSessionType", purpose, { answer: "sessionType { id }" });
    const changed = { holidays: [holiday.id], sessionTypes: [sessionType.id] };
    expect(await since(before, key)).toMatchObject(changed);
    for (const table of ["holiday", "session_type"])
      await database.admin.query(`update ${table} set updated_at = $2 where firm_id = $1`, [firm.firmId, LONG_AGO]);
    expect(await since(before, key)).toMatchObject({ holidays: [], sessionTypes: [] });
    await done(owner, "archiveHoliday", { id: holiday.id });
    expect(await since(before, key)).toMatchObject({ holidays: [holiday.id], sessionTypes: [] });
    const finance = await signedIn(firm, await firm.person(["FINANCE"]));
    expect(await since(LONG_AGO, finance)).toMatchObject({ pools: [] });
  });
});
