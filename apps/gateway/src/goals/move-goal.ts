import type { CommandContext } from "@coachwork/platform";
import { Goal, type GoalMove, type GoalMoveName, goalMoves, type GoalStatusInput } from "@coachwork/schema";
import { goalToChange } from "./goal-standing.js";

/** Takes a step of a goal's life, if its status allows that. */
export async function moveGoal(
  context: CommandContext<"WRONG_STATUS" | "CONFLICT">,
  input: GoalStatusInput,
  move: GoalMoveName,
): Promise<{ readonly goal: string }> {
  const { goal } = await goalToChange(context, input.id, "id");
  context.refuseStale(goal, input.version);
  const { from, to: status }: GoalMove = goalMoves[move];
  if (!from.includes(goal.status)) {
    const message = `The goal is ${goal.status}. Only one that is ${from.join(" or ")} can be ${move}.`;
    context.refuse("WRONG_STATUS", "id", message);
  }
  await context.transaction.update(Goal, { id: goal.id }, { status });
  context.transaction.tell({ type: `goal.${move}`, ids: { engagement: goal.engagementId, goal: goal.id } });
  return { goal: goal.id };
}
