import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
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

describe("a metric", () => {
  test("has a name, a frequency, and perhaps a unit, a target and a goal", async () => {
    const plain = await world.create({}, goals.client);
    const nothing = { unit: null, target: null, targetDirection: null, isTargetReached: null, archivedAt: null };
    const participant = { id: apiId("person", goals.clientId) };
    expect(plain.metric).toMatchObject({ ...nothing, name: "Sleep", frequency: "DAILY", goal: null, participant });
    const goal = await goals.goal();
    const whole = { goalId: goal.id, unit: "h", target: 7.25, targetDirection: "AT_MOST", frequency: "MONTHLY" };
    const { goalId, ...rest } = whole;
    expect((await world.create(whole)).metric).toMatchObject({
      ...rest,
      goal: { id: goalId },
      participant,
      version: 1,
    });
    expect((await world.create({ target: 0 })).metric).toMatchObject({ target: 0, targetDirection: "AT_LEAST" });
    expect(await world.told()).toEqual(Array(3).fill("metric.created"));
  });

  test("is refused with what is wrong", async () => {
    const outsider = await goals.firm.person(["CLIENT"]);
    await goals.firm.participant(goals.engagement, outsider, { left_on: day(-1) });
    const elsewhere = await GoalsWorld.open(stage);
    for (const [input, refused] of [
      [{ name: " " }, refusal("REQUIRED", "name")],
      [{ unit: "u".repeat(101) }, refusal("INVALID", "unit")],
      [{ target: 1.23456 }, refusal("INVALID", "target")],
      [{ target: 1_000_000_000.5 }, refusal("INVALID", "target")],
      [{ targetDirection: "AT_MOST" }, refusal("NO_TARGET", "targetDirection")],
      [{ goalId: (await elsewhere.goal()).id }, refusal("NOT_FOUND", "goalId")],
      [{ participantId: apiId("person", outsider) }, refusal("NOT_A_PARTICIPANT", "participantId")],
    ] as const)
      expect([input, await world.create(input)]).toEqual([input, { metric: null, userErrors: [refused] }]);
  });

  test("changes as a whole or in part, and of two changes of one version, one is refused", async () => {
    const goal = await goals.goal();
    const id = await world.metric({ unit: "h", target: 7, goalId: goal.id });
    const { metric } = await world.act("updateMetric", { id, target: 6.5, targetDirection: "AT_MOST" }, goals.client);
    expect(metric).toMatchObject({ unit: "h", target: 6.5, targetDirection: "AT_MOST", version: 2 });
    const cleared = { id, name: "Rest", unit: null, target: null, goalId: null, frequency: "WEEKLY" };
    const { id: _, goalId: __, ...rest } = cleared;
    expect((await world.act("updateMetric", cleared)).metric).toMatchObject({
      ...{ ...rest, targetDirection: null, goal: null, version: 3 },
    });
    expect((await world.act("updateMetric", { id, targetDirection: "AT_MOST" })).userErrors).toEqual([
      refusal("NO_TARGET", "targetDirection"),
    ]);
    const both = await Promise.all(["One", "Two"].map((name) => world.act("updateMetric", { id, name, version: 3 })));
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([refusal("CONFLICT", "version")]);
    await world.act("updateMetric", { id, frequency: "WEEKLY" });
    expect(await world.told()).toEqual(["metric.created", ...Array(3).fill("metric.updated")]);
  });

  test("that is archived takes no entries until it is restored, and keeps those that it has", async () => {
    const id = await world.metric();
    const { metricEntry } = await world.record(id, {});
    expect((await world.act("archiveMetric", { id }, goals.client)).metric.archivedAt).not.toBeNull();
    await world.act("archiveMetric", { id });
    expect((await world.record(id, { day: day(-1) })).userErrors).toEqual([refusal("ARCHIVED", "metricId")]);
    expect((await world.correct(metricEntry.id, { value: 2 })).userErrors).toEqual([refusal("ARCHIVED", "id")]);
    const remove = () => mutate(goals.client, "removeMetricEntry", { id: metricEntry.id });
    expect((await remove()).userErrors).toEqual([refusal("ARCHIVED", "id")]);
    const list = async (isArchived: boolean) =>
      (await goals.coach.ask(`{ metrics(first: 9, filter: { isArchived: ${isArchived} }) { nodes { id } } }`)).metrics
        .nodes;
    expect([await list(true), await list(false)]).toEqual([[{ id }], []]);
    expect((await world.act("restoreMetric", { id })).metric.archivedAt).toBeNull();
    expect((await world.record(id, { day: day(-1) })).userErrors).toEqual([]);
    expect((await remove()).userErrors).toEqual([]);
    const between = ["metric.archived", "metric.restored", "metric.entry_recorded"];
    expect(await world.told()).toEqual(["metric.created", "metric.entry_recorded", ...between, "metric.entry_removed"]);
  });

  test("is removed while it has no entries, and goes on without a goal that is removed", async () => {
    const goal = await goals.goal();
    const id = await world.metric({ goalId: goal.id });
    await done(goals.coach, "removeGoal", { id: goal.id });
    expect((await world.read(id)).goal).toBeNull();
    const { metricEntry } = await world.record(id, {});
    const remove = () => mutate(goals.client, "removeMetric", { id }, { answer: "engagement { id }" });
    expect((await remove()).userErrors).toEqual([refusal("HAS_ENTRIES", "id")]);
    await done(goals.coach, "removeMetricEntry", { id: metricEntry.id });
    expect(await remove()).toEqual({ engagement: { id: goals.engagementId }, userErrors: [] });
    expect(await world.read(id)).toBeNull();
    expect((await world.told()).at(-1)).toBe("metric.removed");
  });

  test("stays as it is when the engagement has ended", async () => {
    const id = await world.metric();
    const { metricEntry } = await world.record(id, {});
    await query("update engagement set status = 'COMPLETED' where id = $1", [goals.engagement]);
    const refused = [refusal("WRONG_STATUS", "id")];
    for (const name of ["updateMetric", "archiveMetric", "restoreMetric", "removeMetric"])
      expect([name, (await mutate(goals.coach, name, { id })).userErrors]).toEqual([name, refused]);
    for (const name of ["updateMetricEntry", "removeMetricEntry"])
      expect((await mutate(goals.client, name, { id: metricEntry.id })).userErrors).toEqual(refused);
    expect((await world.create()).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
    expect((await world.record(id, { day: day(-1) })).userErrors).toEqual([refusal("WRONG_STATUS", "metricId")]);
    expect((await world.read(id)).entries.nodes).toHaveLength(1);
  });
});

describe("an entry", () => {
  test("is a value of a day, by coach or participant, and the latest day tells whether the target is reached", async () => {
    const id = await world.metric({ target: 7 });
    const { metricEntry } = await world.record(id, { value: 6.9999, comment: "Nearly" });
    const recordedBy = { id: apiId("person", goals.clientId) };
    expect(metricEntry).toMatchObject({ day: day(0), value: 6.9999, comment: "Nearly", version: 1, recordedBy });
    await world.record(id, { value: 8, day: day(-2) }, goals.coach);
    const read = await world.read(id, goals.coach);
    expect(read).toMatchObject({ isTargetReached: false, latestEntry: { value: 6.9999 } });
    expect(read.entries.nodes.map(({ value }: { value: number }) => value)).toEqual([8, 6.9999]);
    await world.act("updateMetric", { id, targetDirection: "AT_MOST" });
    expect((await world.read(id)).isTargetReached).toBe(true);
  });

  test.each([
    [{ value: 1.00001 }, refusal("INVALID", "value")],
    [{ value: -1_000_000_001 }, refusal("INVALID", "value")],
    [{ day: day(1) }, refusal("WRONG_DAY", "day")],
    [{ day: day(-396) }, refusal("WRONG_DAY", "day")],
  ])("%j is refused", async (input, refused) => {
    const id = await world.metric();
    expect(await world.record(id, input)).toEqual({ metricEntry: null, userErrors: [refused] });
    expect((await world.record(id, { value: -1_000_000_000, day: day(-395) })).userErrors).toEqual([]);
  });

  test("is the only one of its day, also of two people who record at the same time", async () => {
    const id = await world.metric();
    const both = await Promise.all([world.record(id, { value: 1 }), world.record(id, { value: 2 }, goals.coach)]);
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([refusal("DAY_TAKEN", "day")]);
    expect((await world.read(id)).entries.nodes).toHaveLength(1);
    const other = await world.metric({ name: "Steps" });
    expect((await world.record(other, {})).userErrors).toEqual([]);
  });

  test("is corrected by coach or participant, whoever recorded it", async () => {
    const id = await world.metric();
    const { metricEntry: first } = await world.record(id, { value: 1, comment: "Hm", day: day(-1) });
    const { metricEntry } = await world.record(id, { value: 2 });
    expect((await world.correct(metricEntry.id, { day: day(-1) })).userErrors).toEqual([refusal("DAY_TAKEN", "day")]);
    expect((await world.correct(metricEntry.id, { day: day(1) })).userErrors).toEqual([refusal("WRONG_DAY", "day")]);
    const stale = { value: 9, version: 7 };
    expect((await world.correct(first.id, stale)).userErrors).toEqual([refusal("CONFLICT", "version")]);
    const right = { value: 3, comment: null, day: day(-3), version: 1 };
    const corrected = await world.correct(first.id, right, goals.coach);
    expect(corrected.metricEntry).toMatchObject({ value: 3, comment: null, day: day(-3), version: 2 });
    expect(corrected.metricEntry.recordedBy).toEqual({ id: apiId("person", goals.clientId) });
    await world.correct(first.id, { value: 3 });
    const told = ["metric.created", "metric.entry_recorded", "metric.entry_recorded", "metric.entry_corrected"];
    expect(await world.told()).toEqual(told);
  });
});
