import { executeUnasked } from "@coachwork/platform";
import type { EngagementStatus } from "@coachwork/schema";
import { engagementJob } from "../jobs/engagement-job.js";
import { endSeriesOf } from "./end-series.js";
import { callOffForFirm } from "../booking/call-off.js";
import { lockEngagement } from "../booking/lock-session.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";

/** In which an engagement stays for good. One that is paused goes on some day, and keeps its sessions. */
const over: readonly EngagementStatus[] = ["COMPLETED", "CANCELLED"];

/**
 * Ends the series of an engagement that has ended and calls its sessions off that have not begun, as the firm: coaches have
 * their time back, and what was reserved is released. What has begun goes its way.
 */
export const endSessions = engagementJob({
  name: "endSessions",
  events: ["engagement.completed", "engagement.cancelled"],

  async run(services, told): Promise<void> {
    const isOver = await executeUnasked(services, told.firmId, async (transaction, now) => {
      const engagement = await lockEngagement(transaction, told.engagement);
      if (!engagement || !over.includes(engagement.status)) return false;
      await endSeriesOf(transaction, engagement, now);
      return true;
    });
    if (isOver) await eachSessionAhead(services, told, callOffForFirm);
  },
});
