import { changed, MANAGERS, mutation } from "../common/declare.js";
import { EndMembershipInput } from "./end-membership-input.js";
import { EngagementParticipant } from "./membership.js";
import { endRefusals } from "./refusals.js";

export const EndEngagementParticipant = mutation("endEngagementParticipant", {
  owner: "gateway",
  description: "Ends a participant's membership of an engagement. The membership stays in the history.",
  roles: MANAGERS,
  input: EndMembershipInput,
  refusals: endRefusals,
  result: { engagementParticipant: changed(EngagementParticipant, "The membership, with its first and last dates.") },
});
