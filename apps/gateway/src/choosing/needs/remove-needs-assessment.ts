import { implement } from "@coachwork/platform";
import { NeedsAssessment, RemoveNeedsAssessment } from "@coachwork/schema";
import { refuseFollowed } from "./refuse-followed.js";

/** Removes an assessment. Only the events are left, which hold no content. */
export const removeNeedsAssessment = implement(RemoveNeedsAssessment, async (context, input) => {
  const assessment = await context.fetch(NeedsAssessment, input.id, "id", { lock: true });
  refuseFollowed(context, assessment, "It is kept");
  const { id, questionnaireId } = assessment;
  await context.transaction.delete(NeedsAssessment, { id });
  context.transaction.tell({ type: "needs_assessment.removed", ids: { needsAssessment: id } });
  return { needsQuestionnaire: questionnaireId };
});
