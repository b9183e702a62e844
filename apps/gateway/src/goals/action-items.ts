import type { CommandContext } from "@coachwork/platform";
import { ActionItem, type ActionItemMoveName, actionItemMoves, type ActionItemStatusInput } from "@coachwork/schema";

/** Refuses a due day that is over. */
export function refuseDue(context: CommandContext<"DUE_IN_PAST">, dueOn: string | null | undefined): void {
  const { today } = context.actor;
  if (dueOn == null || dueOn >= today) return;
  context.refuse("DUE_IN_PAST", "dueOn", `It would be due on ${dueOn}, which is over. Give ${today} or a later day.`);
}

/** Takes a step of an action item's life, if its status allows that. Everybody who sees it can do so. */
export async function moveActionItem(
  context: CommandContext<"WRONG_STATUS" | "CONFLICT">,
  input: ActionItemStatusInput,
  move: ActionItemMoveName,
): Promise<{ readonly actionItem: string }> {
  const item = await context.fetch(ActionItem, input.id, "id", { lock: true });
  context.refuseStale(item, input.version);
  const status = context.statusAfter(actionItemMoves[move], item.status, { thing: "action item", step: `be ${move}` });
  const { id, engagementId: engagement } = item;
  await context.transaction.update(ActionItem, { id }, { status });
  context.transaction.tell({ type: `action_item.${move}`, ids: { engagement, actionItem: id } });
  return { actionItem: id };
}
