import type { CommandContext } from "@coachwork/platform";
import { Goal, type GoalMoveName, goalMoves, type GoalStatusInput } from "@coachwork/schema";
import { goalToChange } from "./goal-standing.js";

/** Takes a step of a goal's life, if its status allows that. */
export async function moveGoal(
  context: CommandContext<"WRONG_STATUS" | "CONFLICT">,
  input: GoalStatusInput,
  move: GoalMoveName,
): Promise<{ readonly goal: string }> {
  const { goal } = await goalToChange(context, input.id, "id");
  context.refuseStale(goal, input.version);
  const status = context.statusAfter(goalMoves[move], goal.status, { thing: "goal", step: `be ${move}` });
  await context.transaction.update(Goal, { id: goal.id }, { status });
  context.transaction.tell({ type: `goal.${move}`, ids: { engagement: goal.engagementId, goal: goal.id } });
  return { goal: goal.id };
}
