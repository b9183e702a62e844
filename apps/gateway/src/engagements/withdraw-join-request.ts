import { implement } from "@coachwork/platform";
import { WithdrawJoinRequest } from "@coachwork/schema";
import { decide, requestToDecide } from "./decide-join-request.js";

/** Takes one's own request back. */
export const withdrawJoinRequest = implement(WithdrawJoinRequest, async (context, input) => {
  const request = await requestToDecide(context, input.id);
  if (request.personId !== context.actor.personId) {
    context.refuse("FORBIDDEN", "id", "Only who made a request withdraws it: decline it instead.");
  }
  return decide(context, request, "WITHDRAWN");
});
