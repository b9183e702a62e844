import { implement } from "@coachwork/platform";
import { ChooseKind, NeedsAssessment } from "@coachwork/schema";
import { refuseFollowed } from "./refuse-followed.js";

/** Records the person's own choice. The recommendation stays beside it. */
export const chooseKind = implement(ChooseKind, async (context, input) => {
  const assessment = await context.fetch(NeedsAssessment, input.id, "id", { lock: true });
  context.refuseStale(assessment, input.version);
  refuseFollowed(context, assessment, "The choice is final");
  const { id, chosenKind } = assessment;
  const kept = chosenKind === input.kind ? assessment.choiceReason : null;
  const { kind, reason = kept } = input;
  if (kind === chosenKind && reason === assessment.choiceReason) return { needsAssessment: id };
  const choice = { chosenKind: kind, choiceReason: reason, chosenAt: new Date(context.now) };
  await context.transaction.update(NeedsAssessment, { id }, choice);
  context.transaction.tell({ type: "needs_assessment.kind_chosen", ids: { needsAssessment: id } });
  return { needsAssessment: id };
});
