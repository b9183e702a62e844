import { BOOKERS, changed, mutation } from "../common/declare.js";
import { JoinRequest } from "./join-request.js";
import { JoinRequestInput } from "./join-request-input.js";
import { alreadyDecided, atCapacity, membershipRefusals, wrongStatus } from "./refusals.js";

export const ConfirmJoinRequest = mutation("confirmJoinRequest", {
  owner: "gateway",
  description:
    "Consents to a request: the person joins the engagement. You cannot confirm your own request. Coaches and clients must be in the engagement.",
  roles: BOOKERS,
  input: JoinRequestInput,
  refusals: { ...membershipRefusals, ...wrongStatus, ...atCapacity, ...alreadyDecided },
  result: { joinRequest: changed(JoinRequest, "The request, now confirmed.") },
});
