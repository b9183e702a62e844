import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, day } from "@coachwork/testing";
import fc from "fast-check";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld } from "./goals-world.ts";

interface Case {
  readonly goals: readonly (readonly [weight: number, level: number])[];
  readonly t: number;
  readonly baseline?: readonly number[];
  readonly baselineT?: number;
  readonly change?: number;
}
const { cases } = JSON.parse(readFileSync(new URL("goal-attainment.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

const stage = await sharedStage();
let world: GoalsWorld;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
});

const scale = { much_less: "--", less: "-", expected: "0", more: "+", much_more: "++" };

interface Written {
  readonly weight: number;
  readonly baseline: number;
  /** The level now; null if none was recorded. */
  readonly level: number | null;
  readonly status?: string;
}

/** Writes a goal of the client, or of the team. */
async function write(
  { weight, baseline, level, status = "OPEN" }: Written,
  participant: string | null = world.clientId,
) {
  const own = { engagement_id: world.engagement, participant_id: participant };
  const goal = await world.firm.row("goal", {
    ...{ ...own, kind: "GOAL", title: "A goal", status, weight, ...scale, baseline_level: baseline },
    created_at: new Date(),
  });
  if (level === null) return;
  const recorded = { recorded_by_id: world.coachId, recorded_at: new Date() };
  await world.firm.row("goal_progress", { ...own, goal_id: goal, level, reached_on: day(0), revision: 0, ...recorded });
}

async function scores(by = world.client): Promise<AnyData[]> {
  const query = `query($id: ID!) { engagement(id: $id) { participants(first: 9) { nodes { person { name } baselineGoalScore goalScore goalScoreChange } } } }`;
  return (await by.ask(query, { id: world.engagementId })).engagement.participants.nodes;
}

test.each(cases.map((each) => [JSON.stringify(each.goals), each] as const))("the score of %s", async (_, each) => {
  const { goals, t, baseline = [], baselineT, change } = each;
  for (const [place, [weight, level]] of goals.entries())
    await write({ weight, baseline: baseline[place] ?? 0, level });
  const [score] = await scores();
  expect(score.goalScore).toBeCloseTo(t, 10);
  if (baselineT !== undefined) expect(score).toMatchObject({ baselineGoalScore: baselineT, goalScoreChange: change });
});

test("is null without a goal, counts from the baseline, and leaves dropped goals out", async () => {
  const none = { baselineGoalScore: null, goalScore: null, goalScoreChange: null };
  expect(await scores()).toMatchObject([none]);
  await write({ weight: 3, baseline: 2, level: 2, status: "DROPPED" });
  expect(await scores()).toMatchObject([none]);
  await write({ weight: 1, baseline: -1, level: null });
  expect(await scores()).toMatchObject([{ baselineGoalScore: 40, goalScore: 40, goalScoreChange: 0 }]);
});

test("is the participant's own in a group, and everybody's in a team", async () => {
  const [, mia] = await world.member();
  await write({ weight: 1, baseline: 0, level: 1 });
  const nothing = { goalScore: null, baselineGoalScore: null, goalScoreChange: null };
  expect(await scores(world.coach)).toMatchObject([{ goalScore: 60 }, nothing]);
  expect(await scores(mia)).toMatchObject([nothing, nothing]);
  await stage.database.admin.query("delete from goal_progress where firm_id = $1", [world.firm.firmId]);
  await stage.database.admin.query("delete from goal where firm_id = $1", [world.firm.firmId]);
  await write({ weight: 1, baseline: 0, level: 1 }, null);
  expect(await scores(world.coach)).toMatchObject([{ goalScore: 60 }, { goalScore: 60 }]);
  expect(await scores(mia)).toMatchObject([nothing, { goalScore: 60 }]);
});

test("is not for those who run the firm, sponsors or finance", async () => {
  await write({ weight: 1, baseline: 0, level: 1 });
  for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE"]) {
    const by = await stage.signedIn(world.firm, await world.firm.person([role]));
    const nothing = { goalScore: null, baselineGoalScore: null, goalScoreChange: null };
    expect(await scores(by)).toMatchObject([nothing]);
  }
});

/** The formula as it is printed, from sums of weights and levels. */
function tScore(goals: readonly Written[], levelOf: (goal: Written) => number): number {
  let [weighted, squares, weights] = [0, 0, 0];
  for (const goal of goals) {
    weighted += goal.weight * levelOf(goal);
    squares += goal.weight ** 2;
    weights += goal.weight;
  }
  return 50 + (10 * weighted) / Math.sqrt(0.7 * squares + 0.3 * weights ** 2);
}

const written = fc.record({
  weight: fc.integer({ min: 1, max: 5 }),
  baseline: fc.integer({ min: -2, max: 2 }),
  level: fc.option(fc.integer({ min: -2, max: 2 })),
});

test("agrees with the formula for any goals", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 9 }), async (goals) => {
      world.engagement = await world.firm.engagement({ coaches: [world.coachId], participants: [world.clientId] });
      world.engagementId = `engagement_${world.engagement.replaceAll("-", "")}`;
      for (const goal of goals) await write(goal);
      const [{ baselineGoalScore, goalScore, goalScoreChange }] = (await scores()) as [AnyData];
      const before = tScore(goals, ({ baseline }) => baseline);
      const now = tScore(goals, ({ level, baseline }) => level ?? baseline);
      const faults = [baselineGoalScore - before, goalScore - now, goalScoreChange - (now - before)].map(Math.abs);
      expect(Math.max(...faults)).toBeLessThan(0.005 + 1e-9);
    }),
    { numRuns: 25 },
  );
});
