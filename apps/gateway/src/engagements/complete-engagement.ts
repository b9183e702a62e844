import { command } from "@coachwork/platform";
import { CompleteEngagementCodes, type EngagementStatusInput, MANAGERS } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";

/** Ends an engagement as agreed. */
export const completeEngagement = command({
  codes: CompleteEngagementCodes,
  roles: MANAGERS,
  run: (context, input: EngagementStatusInput) => moveEngagement(context, input, "COMPLETED"),
});
