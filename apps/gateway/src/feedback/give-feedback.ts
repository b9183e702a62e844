import { implement, newId } from "@coachwork/platform";
import { Engagement, Feedback, GiveFeedback, Person } from "@coachwork/schema";
import { COACHES, isOn, membersToday, PARTICIPANTS } from "../engagements/membership.js";
import { openRequestOf } from "./feedback-to-change.js";

/** Gives feedback to a participant. It answers their request, if there is one. Mentors need one. */
export const giveFeedback = implement(GiveFeedback, async (context, input) => {
  const { transaction, actor, now } = context;
  const { text } = input;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const { id: engagementId, status, kind } = engagement;
  if (!(await isOn(context, COACHES, engagementId)))
    context.refuse("FORBIDDEN", "engagementId", "Only the engagement's coaches and mentors can give feedback.");
  if (status === "DRAFT" || status === "CANCELLED") {
    const message = `The engagement is ${status}; it must be ACTIVE, PAUSED or COMPLETED.`;
    context.refuse("WRONG_STATUS", "engagementId", message);
  }
  const { id: participantId } = await context.fetch(Person, input.participantId, "participantId");
  if (!(await membersToday(context, PARTICIPANTS, engagementId)).includes(participantId)) {
    const message = "The person does not take part in the engagement today. Name one of its participants.";
    context.refuse("NOT_A_PARTICIPANT", "participantId", message);
  }
  const request = await openRequestOf(transaction, engagementId, participantId);
  if (kind === "MENTORING" && !request) {
    const message = "The participant has no open request. In mentoring, feedback is given when they ask for it.";
    context.refuse("NEEDS_REQUEST", "participantId", message);
  }
  const id = request ?? newId();
  const given = { status: "GIVEN", text, authorId: actor.personId, givenAt: new Date(now) } as const;
  if (request) await transaction.update(Feedback, { id }, given);
  else await transaction.insert(Feedback, { id, engagementId, participantId, createdAt: given.givenAt, ...given });
  transaction.tell({ type: "feedback.given", ids: { engagement: engagementId, feedback: id } });
  return { feedback: id };
});
