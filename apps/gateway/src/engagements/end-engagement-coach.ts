import { implement } from "@coachwork/platform";
import { EndEngagementCoach } from "@coachwork/schema";
import { leaveEngagement } from "./leave-engagement.js";
import { COACHES } from "./membership.js";

/** Ends a coach's membership of an engagement. */
export const endEngagementCoach = implement(EndEngagementCoach, async (context, input) => {
  const { id, engagementId } = await leaveEngagement(context, COACHES, input);
  context.transaction.tell({ type: "engagement.coach_left", ids: { engagement: engagementId, engagementCoach: id } });
  return { engagementCoach: id };
});
