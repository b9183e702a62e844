import { implement } from "@coachwork/platform";
import { EndEngagementParticipant } from "@coachwork/schema";
import { leaveEngagement } from "./leave-engagement.js";
import { PARTICIPANTS } from "./membership.js";

/** Ends a participant's membership of an engagement. */
export const endEngagementParticipant = implement(EndEngagementParticipant, async (context, input) => {
  const { id, engagementId } = await leaveEngagement(context, PARTICIPANTS, input);
  context.transaction.tell({
    type: "engagement.participant_left",
    ids: { engagement: engagementId, engagementParticipant: id },
  });
  return { engagementParticipant: id };
});
