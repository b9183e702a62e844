import { implement } from "@coachwork/platform";
import { Feedback, RemoveFeedback } from "@coachwork/schema";
import { ownFeedback } from "./feedback-to-change.js";

/** Removes feedback. Only the event is left, which holds no text. */
export const removeFeedback = implement(RemoveFeedback, async (context, input) => {
  const { transaction } = context;
  const { id, engagementId } = await ownFeedback(context, input.id, "remove");
  await transaction.delete(Feedback, { id });
  transaction.tell({ type: "feedback.removed", ids: { engagement: engagementId, feedback: id } });
  return { engagement: engagementId };
});
