import { judged } from "@coachwork/platform";
import { UpdateEngagementPause } from "@coachwork/schema";
import { refusalOfPauseEnd } from "./pauses.js";

/** The last day of a pause can change until the pause is over. */
export const updateEngagementPause = judged(UpdateEngagementPause, (context, pause, changes) => {
  if (pause.overSince !== null)
    context.refuse("PAUSE_OVER", "id", `The pause has been over since ${pause.overSince}. What has been stays.`);
  const refusal = refusalOfPauseEnd({ ...pause, ...changes }, context.actor.today);
  if (refusal) context.refuseAll([refusal]);
});
