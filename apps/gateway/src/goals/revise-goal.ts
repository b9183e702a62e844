import { implement, newId } from "@coachwork/platform";
import { Goal, GoalProgress, GoalRevision, ReviseGoal } from "@coachwork/schema";
import { isDeepStrictEqual } from "node:util";
import { isFrozen, refuseUnmeasured, scaleColumns, scaleIn } from "./goal-scale.js";
import { openGoal } from "./goal-standing.js";

/** Changes what measures a goal after work has started, keeps what was there before, and records the level on the new scale. */
export const reviseGoal = implement(ReviseGoal, async (context, input) => {
  const { transaction, actor, now } = context;
  const { goal } = await openGoal(context, input.id, "id");
  const { id, engagementId, participantId } = goal;
  context.refuseStale(goal, input.version);
  refuseUnmeasured(context, goal, "id");
  if (!(await isFrozen(context, goal)))
    context.refuse("NOT_FROZEN", "id", "No progress was recorded yet. Change the goal with updateGoal.");

  const before = { ...scaleIn(goal), weight: goal.weight!, baselineLevel: goal.baselineLevel! };
  const after = {
    ...(input.scale ? scaleColumns(input.scale) : scaleIn(goal)),
    weight: input.weight ?? before.weight,
    baselineLevel: input.baselineLevel ?? before.baselineLevel,
  };
  if (isDeepStrictEqual(before, after)) {
    const message = "Give another scale, weight or baseline. To record a level alone, use recordGoalProgress.";
    context.refuse("NOTHING_REVISED", null, message);
  }
  const [goalRevision, number] = [newId(), goal.revision + 1];
  const [whole, by, at] = [{ goalId: id, engagementId, participantId }, actor.personId, new Date(now)];
  const history = { ...whole, ...before, number, reason: input.reason, revisedOn: actor.today, revisedAt: at };
  await transaction.insert(GoalRevision, { id: goalRevision, ...history, revisedById: by });
  await transaction.update(Goal, { id }, { ...after, revision: number });
  await transaction.insert(GoalProgress, {
    id: newId(),
    ...whole,
    level: input.level,
    reachedOn: actor.today,
    comment: input.comment ?? null,
    revision: number,
    recordedById: by,
    recordedAt: at,
  });
  transaction.tell({ type: "goal.revised", ids: { engagement: engagementId, goal: id, goalRevision } });
  return { goal: id };
});
