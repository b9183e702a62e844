import { changed, MANAGERS, mutation } from "../common/declare.js";
import { AddToEngagementInput } from "./add-to-engagement-input.js";
import { EngagementCoach } from "./membership.js";
import { atCapacity, membershipRefusals, wrongStatus } from "./refusals.js";

export const AddEngagementCoach = mutation("addEngagementCoach", {
  owner: "gateway",
  description: "Adds a coach or mentor to an engagement.",
  roles: MANAGERS,
  input: AddToEngagementInput,
  refusals: {
    ...membershipRefusals,
    ...wrongStatus,
    ...atCapacity,
    NEEDS_CONSENT: "You cannot add yourself without another person's consent. Ask with requestToJoinEngagement.",
  },
  result: { engagementCoach: changed(EngagementCoach, "The membership, with its first and last dates.") },
});
