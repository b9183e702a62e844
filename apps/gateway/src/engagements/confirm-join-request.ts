import { implement } from "@coachwork/platform";
import { ConfirmJoinRequest, Engagement, Person } from "@coachwork/schema";
import type { TakePlaces } from "./capacity.js";
import { requestOfAnother, decide } from "./decide-join-request.js";
import { joinEngagement } from "./join-engagement.js";
import { SIDES } from "./membership.js";

/** Consents to a join request: the person becomes a member of the engagement. */
export const confirmJoinRequest = (takePlaces: TakePlaces) =>
  implement(ConfirmJoinRequest, async (context, input) => {
    const { transaction, actor } = context;
    const request = await requestOfAnother(context, input.id);
    const engagement = await transaction.visible(actor, Engagement, request.engagementId, { lock: true });
    const person = await transaction.findOne(Person, { id: request.personId });
    const joining = {
      engagement: engagement!,
      person: person!,
      joinedOn: request.joinedOn ?? actor.today,
      fields: { engagement: "id", person: "id" },
    };
    await joinEngagement(context, SIDES[request.side], joining, takePlaces);
    return decide(context, request, "CONFIRMED");
  });
