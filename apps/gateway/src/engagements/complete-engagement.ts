import { implement } from "@coachwork/platform";
import { CompleteEngagement } from "@coachwork/schema";
import { closeEngagement } from "./close-engagement.js";

/** Ends an engagement as agreed. */
export const completeEngagement = implement(CompleteEngagement, (context, input) =>
  closeEngagement(context, input, "completed"),
);
