import { implement, newId } from "@coachwork/platform";
import { AssignedWorksheet, assignedWorksheetMoves, HandInWorksheet, WorksheetHandIn } from "@coachwork/schema";
import { answersTo, refuseMissing } from "./worksheet-answers.js";
import { ownWorksheet } from "./worksheet-standing.js";

/** Hands in what is given, or else what was saved. What is handed in is kept as it is. */
export const handInWorksheet = implement(HandInWorksheet, async (context, input) => {
  const { transaction, now } = context;
  const assigned = await ownWorksheet(context, input.id);
  context.refuseStale(assigned, input.version);
  const { id, form, engagementId, participantId } = assigned;
  const step = { thing: "worksheet", step: "be handed in" };
  const status = context.statusAfter(assignedWorksheetMoves.handed_in, assigned.status, step);
  const answers = input.answers ? answersTo(context, form, input.answers) : assigned.answers;
  refuseMissing(context, form, answers);
  const [handIn, number] = [newId(), assigned.handInCount + 1];
  await transaction.update(AssignedWorksheet, { id }, { status, answers, handInCount: number });
  await transaction.insert(WorksheetHandIn, {
    ...{ id: handIn, assignedWorksheetId: id, engagementId, participantId },
    ...{ number, answers, handedInAt: new Date(now) },
  });
  const ids = { engagement: engagementId, assignedWorksheet: id, worksheetHandIn: handIn };
  transaction.tell({ type: "worksheet.handed_in", ids });
  return { assignedWorksheet: id };
});
