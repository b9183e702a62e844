import { implement } from "@coachwork/platform";
import { DeclineFeedbackRequest, Feedback, WithdrawFeedbackRequest } from "@coachwork/schema";
import { COACHES, isOn } from "../engagements/membership.js";
import { requestToClose } from "./feedback-to-change.js";

/** Declines a request as one of the engagement's coaches. */
export const declineFeedbackRequest = implement(DeclineFeedbackRequest, async (context, input) => {
  const { transaction, actor } = context;
  const { id, engagementId } = await requestToClose(context, input.id);
  if (!(await isOn(context, COACHES, engagementId)))
    context.refuse("FORBIDDEN", "id", "Only the engagement's coaches and mentors can decline. Withdraw it instead.");
  await transaction.update(Feedback, { id }, { status: "DECLINED", authorId: actor.personId });
  transaction.tell({ type: "feedback.declined", ids: { engagement: engagementId, feedback: id } });
  return { feedback: id };
});

/** Withdraws one's own request. */
export const withdrawFeedbackRequest = implement(WithdrawFeedbackRequest, async (context, input) => {
  const { transaction, actor } = context;
  const { id, engagementId, participantId } = await requestToClose(context, input.id);
  if (participantId !== actor.personId)
    context.refuse("FORBIDDEN", "id", "Only the participant who asked can withdraw. Decline it instead.");
  await transaction.update(Feedback, { id }, { status: "WITHDRAWN" });
  transaction.tell({ type: "feedback.withdrawn", ids: { engagement: engagementId, feedback: id } });
  return { feedback: id };
});
