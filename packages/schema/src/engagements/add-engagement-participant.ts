import { changed, MANAGERS, mutation } from "../common/declare.js";
import { AddToEngagementInput } from "./add-to-engagement-input.js";
import { EngagementParticipant } from "./membership.js";
import { membershipRefusals, wrongStatus } from "./refusals.js";

export const AddEngagementParticipant = mutation("addEngagementParticipant", {
  owner: "gateway",
  description: "Adds a client or mentee to an engagement.",
  roles: MANAGERS,
  input: AddToEngagementInput,
  refusals: {
    ...membershipRefusals,
    ...wrongStatus,
    NEEDS_CONSENT: "You cannot add yourself without another person's consent. Ask with requestToJoinEngagement.",
  },
  result: { engagementParticipant: changed(EngagementParticipant, "The membership, with its first and last dates.") },
});
