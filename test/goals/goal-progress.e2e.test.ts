import { beforeEach, describe, expect, test } from "@jest/globals";
import { day } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GOAL, GoalsWorld, SCALE } from "./goals-world.ts";

const stage = await sharedStage();
let world: GoalsWorld;
let id: string;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
  ({ id } = await world.goal({ weight: 2 }));
});

const remove = (progress: string, by = world.client) =>
  mutate(by, "removeGoalProgress", { id: progress }, { answer: GOAL });

const OTHER_SCALE = SCALE.map((each) => `${each} in meetings`);

describe("progress", () => {
  test("is a level of a day, by coach or participant, and the latest day counts", async () => {
    const { goalProgress } = await world.record(id, { level: 1, comment: "Said so" });
    expect(goalProgress).toMatchObject({ level: 1, reachedOn: day(0), comment: "Said so", revision: 0 });
    await world.record(id, { level: -2, reachedOn: day(-9) }, world.coach);
    const { level, progress, isScaleFrozen } = await world.read(id);
    expect([level, isScaleFrozen]).toEqual([1, true]);
    expect(progress.nodes).toMatchObject([{ level: -2 }, { level: 1 }]);
    await world.record(id, { level: 2 });
    expect((await world.read(id)).level).toBe(2);
    expect(await world.told()).toEqual(["goal.created", ...Array(3).fill("goal.progress_recorded")]);
  });

  test.each([
    [{ level: 3 }, refusal("INVALID", "level")],
    [{ level: -3 }, refusal("INVALID", "level")],
    [{ level: 1, reachedOn: day(1) }, refusal("WRONG_DAY", "reachedOn")],
    [{ level: 1, reachedOn: day(-31) }, refusal("WRONG_DAY", "reachedOn")],
  ])("%j is refused", async (input, refused) => {
    expect(await world.record(id, input)).toEqual({ goalProgress: null, userErrors: [refused] });
    expect((await world.read(id)).isScaleFrozen).toBe(false);
  });

  test("is removed by the person who recorded it, and the scale can change again", async () => {
    const { goalProgress } = await world.record(id, { level: 1 });
    expect((await remove(goalProgress.id, world.coach)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect((await remove(goalProgress.id)).goal).toMatchObject({ level: null, isScaleFrozen: false });
    expect((await remove(goalProgress.id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await world.act("updateGoal", { id, weight: 5 })).userErrors).toEqual([]);
  });
});

describe("the scale", () => {
  test.each([{ scale: OTHER_SCALE }, { scale: null }, { weight: 3 }, { baselineLevel: 0 }, { baselineLevel: null }])(
    "changes until work starts, then no more: %j",
    async (change) => {
      const [[field, value]] = Object.entries(change) as [[string, unknown]];
      expect((await world.act("updateGoal", { id, ...change })).goal).toMatchObject({ [field]: value });
      await world.act("updateGoal", { id, weight: 2, scale: SCALE, baselineLevel: -1 });
      await world.record(id, { level: 0 });
      expect((await world.act("updateGoal", { id, ...change })).userErrors).toEqual([refusal("SCALE_FROZEN", field)]);
      expect(await world.read(id)).toMatchObject({ weight: 2, scale: SCALE, baselineLevel: -1 });
      const { userErrors } = await world.act("updateGoal", { id, weight: 2, scale: SCALE, title: "Hear" });
      expect(userErrors).toEqual([]);
    },
  );

  test("is revised with a reason, and what was before is kept", async () => {
    const early = { id, reason: "Too easy", scale: OTHER_SCALE, level: 0 };
    expect((await world.act("reviseGoal", early)).userErrors).toEqual([refusal("NOT_FROZEN", "id")]);
    await world.record(id, { level: 2 });
    const nothing = { id, reason: "Why not", scale: SCALE, weight: 2, level: 0 };
    const [refused] = (await world.act("reviseGoal", nothing)).userErrors;
    expect(refused).toEqual({ code: "NOTHING_REVISED", field: null });
    const given = { ...early, weight: 3, baselineLevel: -2, comment: "On the new scale" };
    const { goal } = await world.act("reviseGoal", given, world.client);
    expect(goal).toMatchObject({ scale: OTHER_SCALE, weight: 3, baselineLevel: -2, level: 0, revision: 1 });
    expect(goal.progress.nodes).toMatchObject([
      { level: 2, revision: 0 },
      { level: 0, revision: 1, comment: "On the new scale" },
    ]);
    const before = { number: 1, reason: "Too easy", weight: 2, scale: SCALE, baselineLevel: -1, revisedOn: day(0) };
    expect(goal.revisions.nodes).toEqual([before]);
    expect(await world.told()).toEqual(["goal.created", "goal.progress_recorded", "goal.revised"]);
  });

  test("does not take levels of another one back or forward", async () => {
    const { goalProgress: first } = await world.record(id, { level: 2 });
    await world.act("reviseGoal", { id, reason: "Too easy", baselineLevel: -2, level: 0 });
    expect((await remove(first.id)).userErrors).toEqual([refusal("BEFORE_REVISION", "id")]);
    const day_ = { level: 2, reachedOn: day(-1) };
    expect((await world.record(id, day_)).userErrors).toEqual([refusal("WRONG_DAY", "reachedOn")]);
    const [, { id: only }] = (await world.read(id)).progress.nodes;
    expect((await remove(only, world.coach)).userErrors).toEqual([refusal("OF_REVISION", "id")]);
    await world.record(id, { level: 1 });
    expect((await remove(only, world.coach)).goal.level).toBe(1);
  });

  test("is fixed by a level that is recorded at the same time, or the other way round", async () => {
    const results = await Promise.all([
      world.record(id, { level: 1 }),
      world.act("updateGoal", { id, scale: OTHER_SCALE }),
    ]);
    const { scale } = await world.read(id);
    expect(results[0].userErrors).toEqual([]);
    const isFirst = results[1].userErrors.length === 0;
    expect([results[1].userErrors, scale]).toEqual(
      isFirst ? [[], OTHER_SCALE] : [[refusal("SCALE_FROZEN", "scale")], SCALE],
    );
  });
});
