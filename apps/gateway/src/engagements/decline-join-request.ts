import { implement } from "@coachwork/platform";
import { DeclineJoinRequest } from "@coachwork/schema";
import { anothersRequest, decide } from "./decide-join-request.js";

/** Declines a request to join. The person may ask again. */
export const declineJoinRequest = implement(DeclineJoinRequest, async (context, input) => {
  return decide(context, await anothersRequest(context, input.id), "DECLINED");
});
