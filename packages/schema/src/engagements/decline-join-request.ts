import { BOOKERS, changed, mutation } from "../common/declare.js";
import { JoinRequest } from "./join-request.js";
import { JoinRequestInput } from "./join-request-input.js";
import { alreadyDecided } from "./refusals.js";

export const DeclineJoinRequest = mutation("declineJoinRequest", {
  owner: "gateway",
  description: "Declines a request to join an engagement. Everybody who may confirm it may decline it.",
  roles: BOOKERS,
  input: JoinRequestInput,
  refusals: alreadyDecided,
  result: { joinRequest: changed(JoinRequest, "The request, now declined.") },
});
