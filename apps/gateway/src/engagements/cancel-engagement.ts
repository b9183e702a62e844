import { command } from "@coachwork/platform";
import { CancelEngagementCodes, type EngagementStatusInput, MANAGERS } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";

/** Ends an engagement early. */
export const cancelEngagement = command({
  codes: CancelEngagementCodes,
  roles: MANAGERS,
  run: (context, input: EngagementStatusInput) => moveEngagement(context, input, "CANCELLED"),
});
