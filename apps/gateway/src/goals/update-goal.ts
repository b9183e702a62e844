import { type ContextOf, implement } from "@coachwork/platform";
import { Goal, type InputOf, UpdateGoal } from "@coachwork/schema";
import { isFrozen, refuseMeasure, refuseTarget, scaleColumns } from "./goal-scale.js";
import { openGoal } from "./goal-standing.js";

/** Changes an open goal. What measures it can change until work starts. */
export const updateGoal = implement(UpdateGoal, async (context, input) => {
  const { transaction } = context;
  const { goal, engagement } = await openGoal(context, input.id, "id");
  context.refuseStale(goal, input.version);
  if (goal.kind !== "GOAL") refuseMeasure(context, input);
  refuseTarget(context, engagement, input.targetDate);
  const { title, why, targetDate } = input;
  const described = changed(goal, { title, why, targetDate });
  const measured = changed(goal, measureOf(input));
  if (Object.keys(measured).length > 0 && (await isFrozen(context, goal))) refuseFrozen(context, measured);
  const changes = { ...described, ...measured };
  if (Object.keys(changes).length === 0) return { goal: goal.id };
  await transaction.update(Goal, { id: goal.id }, changes);
  transaction.tell({ type: "goal.updated", ids: { engagement: goal.engagementId, goal: goal.id } });
  return { goal: goal.id };
});

function measureOf({ weight, scale, baselineLevel }: InputOf<typeof UpdateGoal>): Partial<Goal> {
  return {
    ...(weight !== undefined && { weight }),
    ...(scale !== undefined && scaleColumns(scale)),
    ...(baselineLevel !== undefined && { baselineLevel }),
  };
}

/** The values that are given and differ. */
function changed(goal: Goal, given: { readonly [Name in keyof Goal]?: Goal[Name] | undefined }): Partial<Goal> {
  const different = Object.entries(given).filter(
    ([name, value]) => value !== undefined && value !== goal[name as keyof Goal],
  );
  return Object.fromEntries(different);
}

function refuseFrozen(context: ContextOf<typeof UpdateGoal>, measured: Partial<Goal>): never {
  const field = "weight" in measured ? "weight" : "baselineLevel" in measured ? "baselineLevel" : "scale";
  const message = "Progress was recorded, so that weight, scale and baseline are fixed. Revise the goal, and say why.";
  return context.refuse("SCALE_FROZEN", field, message);
}
