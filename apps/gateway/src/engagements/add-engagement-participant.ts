import { command } from "@coachwork/platform";
import { AddEngagementParticipantCodes, type AddToEngagementInput, MANAGERS } from "@coachwork/schema";
import { addToEngagement } from "./join-engagement.js";
import { PARTICIPANTS } from "./membership.js";

/** Adds a client or mentee to an engagement. */
export const addEngagementParticipant = command({
  codes: AddEngagementParticipantCodes,
  roles: MANAGERS,
  async run(context, input: AddToEngagementInput) {
    return { engagementParticipant: await addToEngagement(context, PARTICIPANTS, input) };
  },
});
