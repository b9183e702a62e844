import { implement } from "@coachwork/platform";
import { PauseEngagement } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";

/** Pauses an active engagement. */
export const pauseEngagement = implement(PauseEngagement, (context, input) => moveEngagement(context, input, "PAUSED"));
