import { implement } from "@coachwork/platform";
import { ActionItem, RemoveActionItem } from "@coachwork/schema";

/** Removes an action item. Only the event is left, which holds no text. */
export const removeActionItem = implement(RemoveActionItem, async (context, input) => {
  const { id, engagementId: engagement } = await context.fetch(ActionItem, input.id, "id", { lock: true });
  await context.transaction.delete(ActionItem, { id });
  context.transaction.tell({ type: "action_item.removed", ids: { engagement, actionItem: id } });
  return { engagement };
});
