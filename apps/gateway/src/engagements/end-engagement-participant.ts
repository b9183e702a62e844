import { command } from "@coachwork/platform";
import { EndEngagementParticipantCodes, type EndMembershipInput, MANAGERS } from "@coachwork/schema";
import { leaveEngagement } from "./leave-engagement.js";
import { PARTICIPANTS } from "./membership.js";

/** Ends somebody's part in an engagement. */
export const endEngagementParticipant = command({
  codes: EndEngagementParticipantCodes,
  roles: MANAGERS,
  async run(context, input: EndMembershipInput) {
    const { id, engagementId } = await leaveEngagement(context, PARTICIPANTS, input);
    context.transaction.tell({
      type: "engagement.participant_left",
      ids: { engagement: engagementId, engagementParticipant: id },
    });
    return { engagementParticipant: id };
  },
});
