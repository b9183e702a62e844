import { implement } from "@coachwork/platform";
import { AddEngagementParticipant } from "@coachwork/schema";
import { addToEngagement } from "./join-engagement.js";
import { PARTICIPANTS } from "./membership.js";

/** Adds a client or mentee to an engagement. */
export const addEngagementParticipant = implement(AddEngagementParticipant, async (context, input) => {
  return { engagementParticipant: await addToEngagement(context, PARTICIPANTS, input) };
});
