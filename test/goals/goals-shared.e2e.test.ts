import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld, SCALE } from "./goals-world.ts";

const stage = await sharedStage();
let world: GoalsWorld;
let alder: string;
let sponsorId: string;
/** She coaches an engagement of her own, too, and so follows a schedule. */
let sponsor: TestClient;
let id: string;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
  const { firm } = world;
  alder = await firm.organization({ name: "Alder" });
  const pays = "update engagement set organization_id = $2 where id = $1";
  await stage.database.admin.query(pays, [world.engagement, alder]);
  await stage.database.admin.query("update person set organization_id = $2 where id = $1", [world.clientId, alder]);
  sponsorId = await firm.person(["SPONSOR", "COACH"], { organization_id: alder });
  sponsor = await stage.signedIn(firm, sponsorId);
  ({ id } = await world.goal({ why: "The board asked", targetDate: day(60), weight: 4 }));
  await world.record(id, { level: 1, comment: "Said so", reachedOn: day(-1) });
});

const FIELDS = `id title why targetDate status weight scale baselineLevel level version updatedAt participant { id } engagement { id }
  progress(first: 9) { nodes { id level reachedOn comment recordedBy { id } } } revisions(first: 9) { nodes { id } }`;

/** What she is told of the goal: in lists, by its id, and as any object. */
async function seen(by = sponsor): Promise<AnyData> {
  const query = `query($id: ID!, $of: ID!) { goal(id: $id) { ${FIELDS} } node(id: $id) { ... on Goal { ${FIELDS} } }
    goals(first: 9) { nodes { ${FIELDS} } } engagement(id: $of) { goals(first: 9) { nodes { ${FIELDS} } } } }`;
  const { goal, node, goals, engagement } = await by.ask(query, { id, of: world.engagementId });
  expect(node).toEqual(goal);
  expect(goals.nodes).toEqual(goal ? [goal] : []);
  expect(engagement?.goals.nodes ?? []).toEqual(goals.nodes);
  return goal;
}

const share = (part: string, by = world.client) => world.act("shareGoal", { id, part }, by);
const unshare = (by = world.client) => world.act("unshareGoal", { id }, by);

const titled = () => ({
  ...{ id, title: "Listen", why: null, targetDate: null, status: null, weight: null, scale: [] },
  ...{ baselineLevel: null, level: null, version: null, updatedAt: null },
  ...{ participant: { id: apiId("person", world.clientId) }, engagement: { id: world.engagementId } },
  ...{ progress: { nodes: [] }, revisions: { nodes: [] } },
});

test("sponsors see nothing of a goal, its title, or its progress, as the participant says", async () => {
  expect(await seen()).toBeNull();
  expect((await share("TITLE")).goal).toMatchObject({ sharing: "TITLE" });
  expect(await seen()).toEqual(titled());
  await share("PROGRESS");
  expect(await seen()).toEqual({
    ...titled(),
    ...{ targetDate: day(60), status: "OPEN", scale: SCALE, baselineLevel: -1, level: 1 },
    progress: { nodes: [{ id: expect.any(String), level: 1, reachedOn: day(-1), comment: null, recordedBy: null }] },
  });
  await share("TITLE");
  expect(await seen()).toEqual(titled());
  await unshare();
  expect(await seen()).toBeNull();
  const sharing = ["goal.shared", "goal.shared", "goal.shared", "goal.unshared"];
  expect((await world.told()).slice(2)).toEqual(sharing);
});

test("what is taken back is gone from the sponsor's next query, node and event", async () => {
  const { firm } = world;
  const own = await firm.engagement({ coaches: [sponsorId] }, { organization_id: alder });
  const sessions = [];
  for (const days of [3, 4, 5]) sessions.push(await firm.session(own, { coaches: [sponsorId], startsAt: at(days, 9) }));
  const manager = await stage.signedIn(firm, await firm.person(["ADMIN"]));
  const text = `subscription($id: ID!) { scheduleChanged(coachId: $id, after: 0) {
    session { engagement { organization { engagements(first: 9) { nodes { goals(first: 9) { nodes { title level progress(first: 9) { nodes { id } } } } } } } } } } }`;
  const following = sponsor.follow(text, { id: apiId("person", sponsorId) });
  const told = async (session: string, count: number) => {
    const { userErrors } = await mutate(manager, "cancelSession", { id: apiId("session", session) });
    expect(userErrors).toEqual([]);
    const event = (await following.until(count)).at(-1)!;
    const { engagements } = event.data.scheduleChanged.session.engagement.organization;
    return engagements.nodes.flatMap(({ goals }: AnyData) => goals.nodes);
  };
  await share("PROGRESS");
  const progress = { nodes: [{ id: expect.any(String) }] };
  expect(await told(sessions[0]!, 1)).toEqual([{ title: "Listen", level: 1, progress }]);
  expect(await seen()).not.toBeNull();
  await share("TITLE");
  expect(await told(sessions[1]!, 2)).toEqual([{ title: "Listen", level: null, progress: { nodes: [] } }]);
  await unshare();
  expect(await told(sessions[2]!, 3)).toEqual([]);
  expect(await seen()).toBeNull();
});

test("a level cannot be read by its id once it is not shared", async () => {
  await share("PROGRESS");
  const [{ id: progress }] = (await seen()).progress.nodes;
  const read = () => sponsor.ask("query($id: ID!) { node(id: $id) { id } }", { id: progress });
  expect((await read()).node).toEqual({ id: progress });
  await share("TITLE");
  expect((await read()).node).toBeNull();
});

test("nobody finds by its status or target date what is shared by its title alone", async () => {
  await share("TITLE");
  const found = async () =>
    (await sponsor.ask("{ goals(first: 9, filter: { status: OPEN }) { nodes { id } } }")).goals.nodes;
  expect(await found()).toEqual([]);
  const { errors } = await sponsor.send("{ goals(first: 9, orderBy: TARGET_DATE) { nodes { id } } }");
  expect(errors![0]!.extensions.code).toBe("BAD_USER_INPUT");
  await share("PROGRESS");
  expect(await found()).toEqual([{ id }]);
});

test("only sponsors of the participant's organization see it, if that pays; managers, admins, owners and finance never do", async () => {
  await share("PROGRESS");
  const { firm } = world;
  const birch = await firm.organization({ name: "Birch" });
  const strangers = [firm.person(["SPONSOR"], { organization_id: birch })];
  for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT"])
    strangers.push(firm.person([role], { organization_id: alder }));
  for (const stranger of await Promise.all(strangers))
    expect(await seen(await stage.signedIn(firm, stranger))).toBeNull();
  await stage.database.admin.query("update engagement set organization_id = $2 where id = $1", [
    world.engagement,
    birch,
  ]);
  expect(await seen()).toBeNull();
});

test("only the participant shares a goal and takes it back, also after leaving", async () => {
  const coachToo = await stage.signedIn(world.firm, await world.firm.person(["COACH", "CLIENT"]));
  expect((await share("TITLE", coachToo)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
  await stage.database.admin.query("insert into person_role (firm_id, person_id, role) values ($1, $2, 'CLIENT')", [
    world.firm.firmId,
    world.coachId,
  ]);
  const coach = await stage.signedIn(world.firm, world.coachId);
  expect((await share("TITLE", coach)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
  await share("PROGRESS");
  for (const by of [coach, sponsor]) expect((await unshare(by)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
  await stage.database.admin.query("update engagement_participant set left_on = $2 where firm_id = $1", [
    ...[world.firm.firmId, day(0)],
  ]);
  const own = await world.client.ask("{ goals(first: 9) { nodes { id sharing level engagement { id } } } }");
  expect(own.goals.nodes).toEqual([{ id, sharing: "PROGRESS", level: 1, engagement: null }]);
  expect((await share("TITLE")).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
  expect(await seen()).not.toBeNull();
  expect((await unshare()).userErrors).toEqual([]);
  expect(await seen()).toBeNull();
});

test("everybody in a team shares its goals with the team's own sponsors, and takes them back", async () => {
  const { firm } = world;
  const query = (text: string, values: unknown[]) => stage.database.admin.query(text, values);
  const team = await firm.team(alder);
  await query("update engagement set format = 'TEAM', team_id = $2 where id = $1", [world.engagement, team]);
  await query("update goal set participant_id = null where firm_id = $1", [firm.firmId]);
  const [, mia] = await world.member();
  await share("TITLE");
  expect(await seen()).toMatchObject({ title: "Listen", participant: null });
  await unshare(mia);
  expect(await seen()).toBeNull();
  await share("TITLE", mia);
  expect(await seen()).not.toBeNull();
  const birch = await firm.organization();
  await query("update team set organization_id = $2 where id = $1", [team, birch]);
  expect(await seen()).toBeNull();
});
