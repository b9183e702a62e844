import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { wrongStatus } from "./refusals.js";

export const CompleteEngagement = mutation("completeEngagement", {
  owner: "gateway",
  description: "Ends an active or paused engagement as agreed.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: wrongStatus,
  result: { engagement: changed(Engagement, "The engagement, now completed.") },
});
