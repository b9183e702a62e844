import { implement } from "@coachwork/platform";
import { WithdrawJoinRequest } from "@coachwork/schema";
import { decide, requestToDecide } from "./decide-join-request.js";

/** Withdraws one's own request. */
export const withdrawJoinRequest = implement(WithdrawJoinRequest, async (context, input) => {
  const request = await requestToDecide(context, input.id);
  if (request.personId !== context.actor.personId) {
    context.refuse("FORBIDDEN", "id", "Only the requester can withdraw a request. Decline it instead.");
  }
  return decide(context, request, "WITHDRAWN");
});
