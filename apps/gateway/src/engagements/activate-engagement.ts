import { implement } from "@coachwork/platform";
import { ActivateEngagement } from "@coachwork/schema";
import { checkBothSides } from "./both-sides.js";
import { moveEngagement } from "./move-engagement.js";

/** Starts an engagement or resumes a paused one. */
export const activateEngagement = implement(ActivateEngagement, (context, input) =>
  moveEngagement(context, input, "ACTIVE", ({ id }) => checkBothSides(context, id)),
);
