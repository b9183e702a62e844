import { implement } from "@coachwork/platform";
import { AssignedWorksheet, SaveWorksheet } from "@coachwork/schema";
import { answersTo } from "./worksheet-answers.js";
import { ownWorksheet } from "./worksheet-standing.js";

/** Saves a draft. Nobody else is told of it: it is the participant's alone until it is handed in. */
export const saveWorksheet = implement(SaveWorksheet, async (context, input) => {
  const assigned = await ownWorksheet(context, input.id);
  context.refuseStale(assigned, input.version);
  const { id, status, form, engagementId } = assigned;
  if (status === "HANDED_IN") {
    const message = "The worksheet is handed in. Ask your coach to hand it back for another round.";
    context.refuse("WRONG_STATUS", "id", message);
  }
  const answers = answersTo(context, form, input.answers);
  await context.transaction.update(AssignedWorksheet, { id }, { answers });
  context.transaction.tell({ type: "worksheet.saved", ids: { engagement: engagementId, assignedWorksheet: id } });
  return { assignedWorksheet: id };
});
