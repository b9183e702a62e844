import { command } from "@coachwork/platform";
import { ConfirmJoinRequestCodes, Engagement, type JoinRequestInput, Person } from "@coachwork/schema";
import { anothersRequest, decide, DECIDERS } from "./decide-join-request.js";
import { joinEngagement } from "./join-engagement.js";
import { SIDES } from "./membership.js";

/** Consents to somebody's joining, who is in the engagement from then on. */
export const confirmJoinRequest = command({
  codes: ConfirmJoinRequestCodes,
  roles: DECIDERS,
  async run(context, input: JoinRequestInput) {
    const { transaction, actor } = context;
    const request = await anothersRequest(context, input.id);
    const engagement = await transaction.visible(actor, Engagement, request.engagementId, { lock: true });
    const person = await transaction.findOne(Person, { id: request.personId });
    await joinEngagement(context, SIDES[request.side], {
      engagement: engagement!,
      person: person!,
      joinedOn: request.joinedOn ?? actor.today,
      fields: { engagement: "id", person: "id" },
    });
    return decide(context, request, "CONFIRMED");
  },
});
