import { implement } from "@coachwork/platform";
import { CompleteEngagement } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";

/** Ends an engagement as agreed. */
export const completeEngagement = implement(CompleteEngagement, (context, input) =>
  moveEngagement(context, input, "completed"),
);
