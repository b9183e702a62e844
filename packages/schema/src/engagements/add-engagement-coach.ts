import { changed, MANAGERS, mutation } from "../common/declare.js";
import { AddToEngagementInput } from "./add-to-engagement-input.js";
import { EngagementCoach } from "./membership.js";
import { membershipRefusals, wrongStatus } from "./refusals.js";

export const AddEngagementCoach = mutation("addEngagementCoach", {
  owner: "gateway",
  description: "Adds a coach or mentor to an engagement. For those who run the practice.",
  roles: MANAGERS,
  input: AddToEngagementInput,
  refusals: {
    ...membershipRefusals,
    ...wrongStatus,
    NEEDS_CONSENT: "Who adds themselves needs another person's consent: ask with requestToJoinEngagement.",
  },
  result: { engagementCoach: changed(EngagementCoach, "From when to when the person coaches.") },
});
