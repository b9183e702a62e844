import { command } from "@coachwork/platform";
import { PauseEngagementCodes, type EngagementStatusInput, MANAGERS } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";

/** Interrupts an active engagement. */
export const pauseEngagement = command({
  codes: PauseEngagementCodes,
  roles: MANAGERS,
  run: (context, input: EngagementStatusInput) => moveEngagement(context, input, "PAUSED"),
});
