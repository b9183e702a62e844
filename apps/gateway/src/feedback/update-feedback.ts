import { implement } from "@coachwork/platform";
import { Feedback, UpdateFeedback } from "@coachwork/schema";
import { ownFeedback } from "./feedback-to-change.js";

/** Changes what somebody said. */
export const updateFeedback = implement(UpdateFeedback, async (context, input) => {
  const { transaction } = context;
  const feedback = await ownFeedback(context, input.id, "change");
  context.refuseStale(feedback, input.version);
  const { id, engagementId } = feedback;
  if (input.text === feedback.text) return { feedback: id };
  await transaction.update(Feedback, { id }, { text: input.text });
  transaction.tell({ type: "feedback.updated", ids: { engagement: engagementId, feedback: id } });
  return { feedback: id };
});
