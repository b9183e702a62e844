import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, type TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld } from "./goals-world.ts";
import { MetricsWorld } from "./metrics-world.ts";

const stage = await sharedStage();
let goals: GoalsWorld;
let world: MetricsWorld;
const query = (text: string, values: unknown[]) => stage.database.admin.query(text, values);

beforeEach(async () => {
  goals = await GoalsWorld.open(stage);
  world = new MetricsWorld(goals);
});

const beGroup = () => query("update engagement set format = 'GROUP' where id = $1", [goals.engagement]);

/** Makes everything fail that can be done with a metric. */
async function refusedAll(by: TestClient, id: string, entry: string, code: string): Promise<void> {
  for (const name of ["updateMetric", "archiveMetric", "restoreMetric", "removeMetric"])
    expect([name, (await mutate(by, name, { id })).userErrors]).toEqual([name, [refusal(code, "id")]]);
  for (const name of ["updateMetricEntry", "removeMetricEntry"])
    expect([name, (await mutate(by, name, { id: entry })).userErrors]).toEqual([name, [refusal(code, "id")]]);
  expect((await world.record(id, { day: day(-1) }, by)).userErrors).toEqual([refusal(code, "metricId")]);
}

test("metrics of a group's members are never seen or changed by each other", async () => {
  await beGroup();
  const [miaId, mia] = await world.goals.member();
  const his = await world.metric({ name: "His" }, goals.client);
  await world.metric({ name: "Hers", participantId: miaId });
  const { metricEntry } = await world.record(his, {});
  expect(await world.seen(goals.coach)).toEqual(["His", "Hers"]);
  expect(await world.seen(mia)).toEqual(["Hers"]);
  expect(await world.seen()).toEqual(["His"]);
  const node = "query($id: ID!) { node(id: $id) { id } }";
  for (const id of [his, metricEntry.id]) expect((await mia.ask(node, { id })).node).toBeNull();
  await refusedAll(mia, his, metricEntry.id, "NOT_FOUND");
  const forHim = { participantId: apiId("person", goals.clientId) };
  expect((await world.create(forHim, mia)).userErrors).toEqual([refusal("FORBIDDEN", "participantId")]);
  expect((await world.create()).userErrors).toEqual([refusal("REQUIRED", "participantId")]);
  const goal = await goals.goal({ participantId: miaId });
  const othersGoal = { ...forHim, goalId: goal.id };
  expect((await world.create(othersGoal)).userErrors).toEqual([refusal("OTHER_PARTICIPANT", "goalId")]);
  const update = await world.act("updateMetric", { id: his, goalId: goal.id });
  expect(update.userErrors).toEqual([refusal("OTHER_PARTICIPANT", "goalId")]);
  expect((await world.create({ goalId: goal.id })).metric.participant).toEqual({ id: miaId });
});

test("a team has one set of metrics, which every participant records", async () => {
  const team = await goals.firm.team(await goals.firm.organization());
  await query("update engagement set format = 'TEAM', team_id = $2 where id = $1", [goals.engagement, team]);
  const [miaId, mia] = await goals.member();
  const { metric } = await world.create();
  expect(metric.participant).toBeNull();
  const { metricEntry } = await world.record(metric.id, { value: 3 }, mia);
  expect((await world.correct(metricEntry.id, { value: 4 })).userErrors).toEqual([]);
  expect((await world.create({ participantId: miaId })).userErrors).toEqual([refusal("OF_TEAM", "participantId")]);
});

test("mentees follow their own metrics, and their mentor only sees them", async () => {
  goals = await GoalsWorld.open(stage, { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "As agreed" });
  world = new MetricsWorld(goals);
  expect((await world.create()).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
  const id = await world.metric({}, goals.client);
  const { metricEntry } = await world.record(id, { value: 5 });
  expect(await world.read(id, goals.coach)).toMatchObject({ latestEntry: { value: 5 } });
  await refusedAll(goals.coach, id, metricEntry.id, "FORBIDDEN");
});

test("nobody who runs the firm sees a metric, and nor do coaches and clients of other engagements", async () => {
  const id = await world.metric();
  for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER", "SPONSOR", "FINANCE", "ASSISTANT", "COACH", "CLIENT"]) {
    const by = await stage.signedIn(goals.firm, await goals.firm.person([role]));
    expect([role, await world.read(id, by), await world.seen(by)]).toEqual([role, null, []]);
  }
});

test("participants who have left still see their metrics, and record no more", async () => {
  const id = await world.metric();
  await world.record(id, { value: 2, day: day(-1) });
  await query("update engagement_participant set left_on = $2 where firm_id = $1", [goals.firm.firmId, day(0)]);
  expect(await world.read(id)).toMatchObject({ latestEntry: { value: 2 } });
  expect((await world.record(id, {})).userErrors).toEqual([refusal("FORBIDDEN", "metricId")]);
});

const SEEN = `id name target updatedAt version chart(from: "${day(-9)}", until: "${day(0)}") { last }
  entries(first: 9) { nodes { id value comment recordedBy { id } version updatedAt } }`;

test("sponsors see the metrics of a goal while its progress is shared, without what is said about them", async () => {
  const alder = await goals.firm.organization();
  await query("update engagement set organization_id = $2 where id = $1", [goals.engagement, alder]);
  await query("update person set organization_id = $2 where id = $1", [goals.clientId, alder]);
  const sponsor = await stage.signedIn(
    goals.firm,
    await goals.firm.person(["SPONSOR", "CLIENT"], { organization_id: alder }),
  );
  const goal = await goals.goal();
  const id = await world.metric({ goalId: goal.id, target: 2 });
  await world.metric({ name: "Of no goal" });
  const { metricEntry } = await world.record(id, { value: 3, comment: "Only between us" });
  const seen = async () => {
    const text = `query($goal: ID!) { metrics(first: 9) { nodes { ${SEEN} } } goal(id: $goal) { metrics(first: 9) { nodes { id } } } }`;
    const { metrics, goal: read } = await sponsor.ask(text, { goal: goal.id });
    const ids = metrics.nodes.map((metric: AnyData) => ({ id: metric.id }));
    expect(read?.metrics.nodes ?? []).toEqual(ids);
    const node = "query($id: ID!) { node(id: $id) { id } }";
    const entry = (await sponsor.ask(node, { id: metricEntry.id })).node;
    expect(entry).toEqual(ids.length > 0 ? { id: metricEntry.id } : null);
    return metrics.nodes;
  };
  const share = (part: string) => done(goals.client, "shareGoal", { id: goal.id, part });
  expect(await seen()).toEqual([]);
  await share("TITLE");
  expect(await seen()).toEqual([]);
  await share("PROGRESS");
  const nothing = { updatedAt: null, version: null };
  const entries = { nodes: [{ id: metricEntry.id, value: 3, comment: null, recordedBy: null, ...nothing }] };
  expect(await seen()).toEqual([{ id, name: "Sleep", target: 2, ...nothing, chart: [{ last: 3 }], entries }]);
  await refusedAll(sponsor, id, metricEntry.id, "FORBIDDEN");
  await done(goals.client, "unshareGoal", { id: goal.id });
  expect(await seen()).toEqual([]);
});

test("metrics of an erased participant lose their texts and keep their values, and others only the name", async () => {
  await beGroup();
  const [, mia] = await goals.member();
  const name = "Clemens Quill";
  await query("update person set name = $2 where id = $1", [goals.clientId, name]);
  const theirs = await world.metric({ name: "Talks", unit: "a week" }, goals.client);
  const other = await world.metric({ name: `Talks with ${name}`, unit: "a week" }, mia);
  for (const id of [theirs, other]) await world.record(id, { value: 2, comment: `As ${name} said` }, goals.coach);
  const owner = await stage.signedIn(goals.firm, await goals.firm.person(["OWNER"]));
  const personId = apiId("person", goals.clientId);
  await done(owner, "deactivatePerson", { personId });
  await done(owner, "erasePerson", { personId });
  const erased = await world.read(theirs, goals.coach);
  expect(erased).toMatchObject({ name: "Erased.", unit: null });
  expect(erased.entries.nodes).toMatchObject([{ value: 2, comment: null }]);
  const kept = await world.read(other, goals.coach);
  expect(kept).toMatchObject({ name: "Talks with […]", unit: "a week" });
  expect(kept.entries.nodes).toMatchObject([{ value: 2, comment: "As […] said" }]);
});

test("metrics of a duplicate follow the person who stays", async () => {
  await beGroup();
  const [duplicateId, mia] = await goals.member();
  const id = await world.metric({}, mia);
  const { metricEntry } = await world.record(id, { value: 4 }, mia);
  const gone = 'delete from identity.membership where "personId" = $1';
  await query(gone, [duplicateId.replace("person_", "")]);
  const owner = await stage.signedIn(goals.firm, await goals.firm.person(["OWNER"]));
  await done(owner, "mergePeople", { keepId: apiId("person", goals.clientId), duplicateId });
  expect(await world.read(id)).toMatchObject({ latestEntry: { value: 4 } });
  expect((await world.correct(metricEntry.id, { value: 5 })).userErrors).toEqual([]);
});
