import { changed, MANAGERS, mutation } from "../common/declare.js";
import { EndMembershipInput } from "./end-membership-input.js";
import { EngagementParticipant } from "./membership.js";
import { endRefusals } from "./refusals.js";

export const EndEngagementParticipant = mutation("endEngagementParticipant", {
  owner: "gateway",
  description: "Ends somebody's part in an engagement; it stays as history. For those who run the practice.",
  roles: MANAGERS,
  input: EndMembershipInput,
  refusals: endRefusals,
  result: { engagementParticipant: changed(EngagementParticipant, "From when to when the person took part.") },
});
