import { command } from "@coachwork/platform";
import { EndEngagementCoachCodes, type EndMembershipInput, MANAGERS } from "@coachwork/schema";
import { leaveEngagement } from "./leave-engagement.js";
import { COACHES } from "./membership.js";

/** Ends somebody's coaching or mentoring in an engagement. */
export const endEngagementCoach = command({
  codes: EndEngagementCoachCodes,
  roles: MANAGERS,
  async run(context, input: EndMembershipInput) {
    const { id, engagementId } = await leaveEngagement(context, COACHES, input);
    context.transaction.tell({ type: "engagement.coach_left", ids: { engagement: engagementId, engagementCoach: id } });
    return { engagementCoach: id };
  },
});
