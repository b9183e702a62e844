import type { CommandContext } from "@coachwork/platform";
import { Goal, type GoalSharing } from "@coachwork/schema";

/** What is shared is read with the goal, so that sponsors see the change with their next question or event. */
export async function setSharing(
  { transaction }: CommandContext<never>,
  { id, engagementId, sharing: before }: Goal,
  sharing: GoalSharing,
): Promise<{ readonly goal: string }> {
  if (sharing === before) return { goal: id };
  await transaction.update(Goal, { id }, { sharing });
  const type = sharing === "NONE" ? "goal.unshared" : "goal.shared";
  transaction.tell({ type, ids: { engagement: engagementId, goal: id } });
  return { goal: id };
}
