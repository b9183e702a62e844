import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { wrongStatus } from "./refusals.js";

export const CancelEngagement = mutation("cancelEngagement", {
  owner: "gateway",
  description: "Ends a draft, active or paused engagement early.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: wrongStatus,
  result: { engagement: changed(Engagement, "The engagement, now cancelled.") },
});
