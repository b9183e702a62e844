import { implement } from "@coachwork/platform";
import { DeclineJoinRequest } from "@coachwork/schema";
import { requestOfAnother, decide } from "./decide-join-request.js";

/** Declines a request to join. The person may ask again. */
export const declineJoinRequest = implement(DeclineJoinRequest, async (context, input) => {
  return decide(context, await requestOfAnother(context, input.id), "DECLINED");
});
