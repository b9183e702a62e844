import { implement } from "@coachwork/platform";
import { GoalProgress, RemoveGoalProgress } from "@coachwork/schema";
import { openGoalOf } from "./goal-standing.js";

/** Removes a level that was recorded by mistake. What was measured on an earlier scale is history. */
export const removeGoalProgress = implement(RemoveGoalProgress, async (context, input) => {
  const { transaction, actor } = context;
  const { id, goalId, ...progress } = await context.fetch(GoalProgress, input.id, "id");
  const { goal } = await openGoalOf(context, goalId, "id");
  if (progress.recordedById !== actor.personId)
    context.refuse("FORBIDDEN", "id", "Only the person who recorded a level can remove it.");
  const { revision } = goal;
  if (progress.revision < revision)
    context.refuse("BEFORE_REVISION", "id", "The scale was revised since. What was measured before stays.");
  if (revision > 0 && (await transaction.find(GoalProgress, { goalId, revision })).length === 1)
    context.refuse("OF_REVISION", "id", "A revised scale needs a level. Record the right one first.");
  await transaction.delete(GoalProgress, { id, goalId });
  const ids = { engagement: goal.engagementId, goal: goalId, goalProgress: id };
  transaction.tell({ type: "goal.progress_removed", ids });
  return { goal: goalId };
});
