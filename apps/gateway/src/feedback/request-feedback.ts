import { implement, newId } from "@coachwork/platform";
import { Engagement, Feedback, RequestFeedback } from "@coachwork/schema";
import { isOn, PARTICIPANTS } from "../engagements/membership.js";
import { openRequestOf } from "./feedback-to-change.js";

/** Asks for feedback. The engagement is locked, so that two requests at once are not both the only one. */
export const requestFeedback = implement(RequestFeedback, async (context, input) => {
  const { transaction, actor, now } = context;
  const { id: engagementId, status } = await context.fetch(Engagement, input.engagementId, "engagementId", {
    lock: true,
  });
  if (!(await isOn(context, PARTICIPANTS, engagementId)))
    context.refuse("FORBIDDEN", "engagementId", "Only the engagement's participants can ask for feedback.");
  if (status !== "ACTIVE" && status !== "PAUSED")
    context.refuse("WRONG_STATUS", "engagementId", `The engagement is ${status}; it must be ACTIVE or PAUSED.`);
  const participantId = actor.personId!;
  if (await openRequestOf(transaction, engagementId, participantId)) {
    const message = "Your last request is still open. Wait for the answer, or withdraw it.";
    context.refuse("ALREADY_REQUESTED", "engagementId", message);
  }
  const id = newId();
  const asked = { status: "REQUESTED", question: input.question, createdAt: new Date(now) } as const;
  await transaction.insert(Feedback, { id, engagementId, participantId, ...asked });
  transaction.tell({ type: "feedback.requested", ids: { engagement: engagementId, feedback: id } });
  return { feedback: id };
});
