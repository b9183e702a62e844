import { BOOKERS, changed, mutation } from "../common/declare.js";
import { JoinRequest } from "./join-request.js";
import { JoinRequestInput } from "./join-request-input.js";
import { alreadyDecided } from "./refusals.js";

export const WithdrawJoinRequest = mutation("withdrawJoinRequest", {
  owner: "gateway",
  description: "Withdraws your own request to join an engagement.",
  roles: BOOKERS,
  input: JoinRequestInput,
  refusals: alreadyDecided,
  result: { joinRequest: changed(JoinRequest, "The request, now withdrawn.") },
});
