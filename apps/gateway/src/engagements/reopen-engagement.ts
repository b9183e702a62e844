import { implement } from "@coachwork/platform";
import { Engagement, isEngagementOver, ReopenEngagement } from "@coachwork/schema";
import { checkBothSides } from "./both-sides.js";
import type { TakePlaces } from "./capacity.js";
import { changeStatus } from "./move-engagement.js";

/** Makes an engagement that has ended active again. */
export const reopenEngagement = (takePlaces: TakePlaces) =>
  implement(ReopenEngagement, async (context, { id, reason }) => {
    const engagement = await context.fetch(Engagement, id, "id", { lock: true });
    if (!isEngagementOver(engagement.status)) {
      const message = `The engagement is ${engagement.status}. Only one that is COMPLETED or CANCELLED can be reopened.`;
      context.refuse("WRONG_STATUS", "id", message);
    }
    const { coachIds } = await checkBothSides(context, engagement.id);
    await takePlaces(context, { personIds: coachIds, count: 1, field: "id" });
    return changeStatus(context, engagement, { status: "ACTIVE", reason, event: "engagement.reopened" });
  });
