import { command } from "@coachwork/platform";
import { type JoinRequestInput, WithdrawJoinRequestCodes } from "@coachwork/schema";
import { decide, DECIDERS, requestToDecide } from "./decide-join-request.js";

/** Takes one's own request back. */
export const withdrawJoinRequest = command({
  codes: WithdrawJoinRequestCodes,
  roles: DECIDERS,
  async run(context, input: JoinRequestInput) {
    const request = await requestToDecide(context, input.id);
    if (request.personId !== context.actor.personId) {
      context.refuse("FORBIDDEN", "id", "Only who made a request withdraws it: decline it instead.");
    }
    return decide(context, request, "WITHDRAWN");
  },
});
