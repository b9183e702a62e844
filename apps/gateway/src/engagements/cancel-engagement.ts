import { implement } from "@coachwork/platform";
import { CancelEngagement } from "@coachwork/schema";
import { closeEngagement } from "./close-engagement.js";

/** Ends an engagement early. */
export const cancelEngagement = implement(CancelEngagement, (context, input) =>
  closeEngagement(context, input, "cancelled"),
);
