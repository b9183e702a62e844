import { apiId, day } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

export const scale = ["one", "two", "three", "four", "five"];

/** Does every mutation of goals once. Those who run the firm do none. */
export async function workOnGoals(mutate: Mutate, world: World): Promise<void> {
  const { COACH: coach, CLIENT: client } = viewersOf(world);
  const engagementId = apiId("engagement", world.near.alone);
  const id = await mutate("createGoal", { engagementId, title: "Story", scale, baselineLevel: -1 }, coach);
  await mutate("updateGoal", { id, weight: 2 }, coach);
  await mutate("recordGoalProgress", { goalId: id, level: 0 }, client);
  await mutate("reviseGoal", { id, reason: "Story", weight: 3, level: -2 }, coach);
  const wrong = await mutate("recordGoalProgress", { goalId: id, level: 2 }, client);
  await mutate("removeGoalProgress", { id: wrong }, client);
  await mutate("achieveGoal", { id }, coach);
  await mutate("reopenGoal", { id }, client);
  await mutate("dropGoal", { id }, coach);
  await mutate("shareGoal", { id, part: "PROGRESS" }, client);
  await mutate("unshareGoal", { id }, client);
  const chosen = { engagementId, templateId: apiId("goal_template", world.near.goalTemplate) };
  await mutate("removeGoal", { id: await mutate("createGoal", chosen, client) }, coach);

  const item = await mutate("createActionItem", { engagementId, title: "Story", dueOn: day(9) }, client);
  await mutate("updateActionItem", { id: item, dueOn: day(8) }, coach);
  await mutate("finishActionItem", { id: item }, client);
  await mutate("reopenActionItem", { id: item }, client);
  await mutate("dropActionItem", { id: item }, coach);
  await mutate("removeActionItem", { id: item }, coach);

  const set = { engagementId, name: "Story", frequency: "WEEKLY", goalId: apiId("goal", world.near.goals.alone.goal) };
  const metric = { id: await mutate("createMetric", set, coach) };
  await mutate("updateMetric", { ...metric, target: 5 }, client);
  const entry = { id: await mutate("recordMetricEntry", { metricId: metric.id, value: 4.5 }, client) };
  await mutate("updateMetricEntry", { ...entry, value: 5, comment: "Story" }, coach);
  await mutate("removeMetricEntry", entry, client);
  await mutate("archiveMetric", metric, coach);
  await mutate("restoreMetric", metric, client);
  await mutate("removeMetric", metric, coach);
}
