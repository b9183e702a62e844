import { command } from "@coachwork/platform";
import { AddEngagementParticipantCodes, type AddToEngagementInput, MANAGERS } from "@coachwork/schema";
import { joinEngagement } from "./join-engagement.js";
import { PARTICIPANTS } from "./membership.js";

/** Adds a client or mentee to an engagement. */
export const addEngagementParticipant = command({
  codes: AddEngagementParticipantCodes,
  roles: MANAGERS,
  async run(context, input: AddToEngagementInput) {
    const { id, engagementId } = await joinEngagement(context, PARTICIPANTS, input);
    context.transaction.tell({
      type: "engagement.participant_joined",
      ids: { engagement: engagementId, engagementParticipant: id },
    });
    return { engagementParticipant: id };
  },
});
