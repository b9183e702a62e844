import { implement } from "@coachwork/platform";
import { CancelEngagement } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";

/** Ends an engagement early. */
export const cancelEngagement = implement(CancelEngagement, (context, input) =>
  moveEngagement(context, input, "cancelled"),
);
