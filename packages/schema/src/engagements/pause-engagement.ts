import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { wrongStatus } from "./refusals.js";

export const PauseEngagement = mutation("pauseEngagement", {
  owner: "gateway",
  description: "Pauses an active engagement.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: wrongStatus,
  result: { engagement: changed(Engagement, "The engagement, now paused.") },
});
