import { changed, MANAGERS, mutation } from "../common/declare.js";
import { EndMembershipInput } from "./end-membership-input.js";
import { EngagementCoach } from "./membership.js";
import { endRefusals } from "./refusals.js";

export const EndEngagementCoach = mutation("endEngagementCoach", {
  owner: "gateway",
  description: "Ends a coach's or mentor's membership of an engagement. The membership stays in the history.",
  roles: MANAGERS,
  input: EndMembershipInput,
  refusals: endRefusals,
  result: { engagementCoach: changed(EngagementCoach, "The membership, with its first and last dates.") },
});
