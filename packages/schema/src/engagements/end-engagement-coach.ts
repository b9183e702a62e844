import { changed, MANAGERS, mutation } from "../common/declare.js";
import { EndMembershipInput } from "./end-membership-input.js";
import { EngagementCoach } from "./membership.js";
import { endRefusals } from "./refusals.js";

export const EndEngagementCoach = mutation("endEngagementCoach", {
  owner: "gateway",
  description:
    "Ends somebody's coaching or mentoring in an engagement; it stays as history. For those who run the practice.",
  roles: MANAGERS,
  input: EndMembershipInput,
  refusals: endRefusals,
  result: { engagementCoach: changed(EngagementCoach, "From when to when the person coached.") },
});
