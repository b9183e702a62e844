import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { EngagementPause, type Session } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { cancelForFirm } from "./cancellation.js";
import { isInPause } from "./planned-pause.js";
import { eachSessionAhead } from "./sessions-ahead.js";

/** Cancels the sessions on the days of a pause, if that was asked for. */
export const cancelInPause = job({
  name: "cancelInPause",
  told: { pause: uuid },
  causedBy: [on(["engagement.paused", "engagement_pause.planned", "engagement_pause.updated"], afterPause)],

  async run(services, { firmId, pause: id }): Promise<void> {
    const find = (transaction: Transaction) => transaction.findOne(EngagementPause, { id });
    const pause = await executeWithoutActor(services, firmId, find);
    if (!pause) return;
    await eachSessionAhead(services, { firmId, engagement: pause.engagementId }, async (recorder, locked) => {
      // Its engagement may have been resumed since.
      const current = await find(recorder.transaction);
      if (current && cancels(current, locked.session)) await cancelForFirm(recorder, locked, "ENGAGEMENT_PAUSED");
    });
  },
});

function afterPause(transaction: Transaction, { ids }: Naming<"engagementPause">): void {
  enqueue(transaction, cancelInPause, { pause: ids.engagementPause }, { key: ids.engagementPause });
}

function cancels(pause: EngagementPause, { date }: Pick<Session, "date">): boolean {
  return pause.sessions === "CANCEL" && pause.overSince === null && isInPause(pause, date);
}
