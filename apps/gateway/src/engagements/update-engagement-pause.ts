import { judged } from "@coachwork/platform";
import { Engagement, UpdateEngagementPause } from "@coachwork/schema";
import { refuseDays, refusePauseEnd } from "./pauses.js";

/** The last day of a pause can change until the pause is over, and the first day of a planned one until it has begun. */
export const updateEngagementPause = judged(UpdateEngagementPause, async (context, pause, changes) => {
  if (pause.overSince !== null)
    context.refuse("PAUSE_OVER", "id", `The pause has been over since ${pause.overSince}. What has been stays.`);
  const days = { ...pause, ...changes };
  if (changes.startsOn === undefined) return refusePauseEnd(context, days);
  // The job that begins the pause locks it, too, so that this is the status once the pause cannot begin any more.
  const engagement = (await context.transaction.findOne(Engagement, { id: pause.engagementId }))!;
  if (engagement.status === "PAUSED")
    context.refuse("PAUSE_BEGUN", "startsOn", `The pause began on ${pause.startsOn}. Only its last day can change.`);
  await refuseDays(context, engagement, days);
});
