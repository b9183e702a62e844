import { executeWithoutActor, lockEngagement } from "@coachwork/platform";
import { isEngagementOver } from "@coachwork/schema";
import { engagementJob } from "../jobs/engagement-job.js";
import { endSeriesOf } from "./end-series.js";
import { cancelForFirm } from "../booking/cancellation.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";

/**
 * Ends the series of a finished engagement and cancels its future sessions for the firm: coaches have their time back,
 * and reserved amounts are released. Sessions that have begun continue. A paused engagement keeps its sessions.
 */
export const endSessions = engagementJob({
  name: "endSessions",
  events: ["engagement.completed", "engagement.cancelled"],

  async run(services, told): Promise<void> {
    const isOver = await executeWithoutActor(services, told.firmId, async (transaction, now) => {
      const engagement = await lockEngagement(transaction, told.engagement);
      if (!engagement || !isEngagementOver(engagement.status)) return false;
      await endSeriesOf(transaction, engagement, now);
      return true;
    });
    if (!isOver) return;
    await eachSessionAhead(services, told, async (recorder, locked) => {
      // It may have been reopened since.
      if (isEngagementOver(locked.engagement.status)) await cancelForFirm(recorder, locked, "ENGAGEMENT_ENDED");
    });
  },
});
