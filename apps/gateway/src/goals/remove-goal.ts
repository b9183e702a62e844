import { implement } from "@coachwork/platform";
import { Goal, Metric, RemoveGoal } from "@coachwork/schema";
import { isFrozen } from "./goal-scale.js";
import { goalToChange } from "./goal-standing.js";

/** Removes a goal without progress. Only the event is left, which holds no text. Its metrics go on without it. */
export const removeGoal = implement(RemoveGoal, async (context, input) => {
  const { transaction } = context;
  const { goal, engagement } = await goalToChange(context, input.id, "id");
  if (await isFrozen(context, goal))
    context.refuse("HAS_PROGRESS", "id", "Progress was recorded, which is kept. Drop the goal instead.");
  for (const { id } of await transaction.find(Metric, { goalId: goal.id })) {
    await transaction.update(Metric, { id }, { goalId: null });
    transaction.tell({ type: "metric.updated", ids: { engagement: engagement.id, metric: id } });
  }
  await transaction.delete(Goal, { id: goal.id });
  transaction.tell({ type: "goal.removed", ids: { engagement: engagement.id, goal: goal.id } });
  return { engagement: engagement.id };
});
