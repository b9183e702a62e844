import { implement } from "@coachwork/platform";
import { ActionItem, UpdateActionItem } from "@coachwork/schema";
import { refuseDue } from "./action-items.js";

/** Changes an open action item. The reminders follow from the event. */
export const updateActionItem = implement(UpdateActionItem, async (context, input) => {
  const { transaction } = context;
  const item = await context.fetch(ActionItem, input.id, "id", { lock: true });
  context.refuseStale(item, input.version);
  const { id, status, engagementId: engagement } = item;
  if (status !== "OPEN") context.refuse("WRONG_STATUS", "id", `The action item is ${status}. Reopen it first.`);
  const { title = item.title, dueOn = item.dueOn } = input;
  if (title === item.title && dueOn === item.dueOn) return { actionItem: id };
  if (dueOn !== item.dueOn) refuseDue(context, dueOn);
  await transaction.update(ActionItem, { id }, { title, dueOn });
  transaction.tell({ type: "action_item.updated", ids: { engagement, actionItem: id } });
  return { actionItem: id };
});
