import { command } from "@coachwork/platform";
import { AddEngagementCoachCodes, type AddToEngagementInput, MANAGERS } from "@coachwork/schema";
import { joinEngagement } from "./join-engagement.js";
import { COACHES } from "./membership.js";

/** Adds a coach or mentor to an engagement. */
export const addEngagementCoach = command({
  codes: AddEngagementCoachCodes,
  roles: MANAGERS,
  async run(context, input: AddToEngagementInput) {
    const { id, engagementId } = await joinEngagement(context, COACHES, input);
    context.transaction.tell({
      type: "engagement.coach_joined",
      ids: { engagement: engagementId, engagementCoach: id },
    });
    return { engagementCoach: id };
  },
});
