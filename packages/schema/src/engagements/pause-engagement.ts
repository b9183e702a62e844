import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { wrongStatus } from "./refusals.js";

export const PauseEngagement = mutation("pauseEngagement", {
  owner: "gateway",
  description: "Interrupts an active engagement. For those who run the practice.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: wrongStatus,
  result: { engagement: changed(Engagement, "The engagement, now paused.") },
});
