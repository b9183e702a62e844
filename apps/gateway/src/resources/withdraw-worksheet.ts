import { implement } from "@coachwork/platform";
import { AssignedWorksheet, WithdrawWorksheet } from "@coachwork/schema";
import { coachedWorksheet } from "./worksheet-standing.js";

/** Takes back an assigned worksheet. Only the event is left, which holds no text. */
export const withdrawWorksheet = implement(WithdrawWorksheet, async (context, input) => {
  const { id, engagementId, handInCount } = await coachedWorksheet(context, input.id);
  if (handInCount > 0)
    context.refuse("ALREADY_HANDED_IN", "id", "It was handed in, which is kept. Hand it back instead.");
  await context.transaction.delete(AssignedWorksheet, { id });
  context.transaction.tell({ type: "worksheet.withdrawn", ids: { engagement: engagementId, assignedWorksheet: id } });
  return { engagement: engagementId };
});
