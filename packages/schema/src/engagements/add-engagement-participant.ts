import { changed, MANAGERS, mutation } from "../common/declare.js";
import { AddToEngagementInput } from "./add-to-engagement-input.js";
import { EngagementParticipant } from "./membership.js";
import { membershipRefusals, wrongStatus } from "./refusals.js";

export const AddEngagementParticipant = mutation("addEngagementParticipant", {
  owner: "gateway",
  description: "Adds a client or mentee to an engagement. For those who run the practice.",
  roles: MANAGERS,
  input: AddToEngagementInput,
  refusals: {
    ...membershipRefusals,
    ...wrongStatus,
    NEEDS_CONSENT: "Who adds themselves needs another person's consent: ask with requestToJoinEngagement.",
  },
  result: { engagementParticipant: changed(EngagementParticipant, "From when to when the person takes part.") },
});
