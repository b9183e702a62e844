import { implement } from "@coachwork/platform";
import { AssignedWorksheet, assignedWorksheetMoves, HandBackWorksheet } from "@coachwork/schema";
import { coachedWorksheet, refuseDue } from "./worksheet-standing.js";

/** Hands a worksheet back. The participant goes on from what they handed in. */
export const handBackWorksheet = implement(HandBackWorksheet, async (context, input) => {
  const assigned = await coachedWorksheet(context, input.id);
  context.refuseStale(assigned, input.version);
  const { id, engagementId } = assigned;
  const step = { thing: "worksheet", step: "be handed back" };
  const status = context.statusAfter(assignedWorksheetMoves.handed_back, assigned.status, step);
  const { dueOn = assigned.dueOn, comment = null } = input;
  refuseDue(context, input.dueOn);
  await context.transaction.update(AssignedWorksheet, { id }, { status, comment, dueOn });
  context.transaction.tell({ type: "worksheet.handed_back", ids: { engagement: engagementId, assignedWorksheet: id } });
  return { assignedWorksheet: id };
});
