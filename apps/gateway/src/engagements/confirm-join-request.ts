import { implement } from "@coachwork/platform";
import { ConfirmJoinRequest, Engagement, Person } from "@coachwork/schema";
import { requestOfAnother, decide } from "./decide-join-request.js";
import { joinEngagement } from "./join-engagement.js";
import { SIDES } from "./membership.js";

/** Consents to a join request: the person becomes a member of the engagement. */
export const confirmJoinRequest = implement(ConfirmJoinRequest, async (context, input) => {
  const { transaction, actor } = context;
  const request = await requestOfAnother(context, input.id);
  const engagement = await transaction.visible(actor, Engagement, request.engagementId, { lock: true });
  const person = await transaction.findOne(Person, { id: request.personId });
  await joinEngagement(context, SIDES[request.side], {
    engagement: engagement!,
    person: person!,
    joinedOn: request.joinedOn ?? actor.today,
    fields: { engagement: "id", person: "id" },
  });
  return decide(context, request, "CONFIRMED");
});
