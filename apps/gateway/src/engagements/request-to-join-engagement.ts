import { implement, newId } from "@coachwork/platform";
import { Engagement, JoinRequest, Person, RequestToJoinEngagement } from "@coachwork/schema";
import { hasOthers } from "./consent.js";
import { checkJoining } from "./join-engagement.js";
import { SIDES } from "./membership.js";

/** Asks to join an engagement oneself. For managers, who could add anybody else without asking. */
export const requestToJoinEngagement = implement(RequestToJoinEngagement, async (context, input) => {
  const { transaction, actor, now } = context;
  const joinedOn = input.joinedOn ?? null;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const person = (await transaction.findOne(Person, { id: actor.personId! }))!;
  await checkJoining(context, SIDES[input.side], {
    engagement,
    person,
    joinedOn: joinedOn ?? actor.today,
    fields: { engagement: "engagementId", person: "side" },
  });
  if (!(await hasOthers(transaction, engagement.id, person.id))) {
    const mutation = input.side === "COACH" ? "addEngagementCoach" : "addEngagementParticipant";
    const message = `Nobody else is or was in the engagement, so nobody has to consent. Add yourself with ${mutation}.`;
    context.refuse("NEEDS_NO_CONSENT", "engagementId", message);
  }
  const request = {
    id: newId(),
    engagementId: engagement.id,
    personId: person.id,
    side: input.side,
    joinedOn,
    status: "WAITING",
    requestedAt: new Date(now),
    decidedAt: null,
    decidedById: null,
  };
  if (!(await transaction.insertUnlessTaken(JoinRequest, request))) {
    const message = "You have already asked to join this engagement. Wait for an answer, or withdraw that request.";
    context.refuse("ALREADY_REQUESTED", "engagementId", message);
  }
  transaction.tell({ type: "join_request.made", ids: { engagement: engagement.id, joinRequest: request.id } });
  return { joinRequest: request.id };
});
