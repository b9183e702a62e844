import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { activationRefusals, atCapacity, wrongStatus } from "./refusals.js";

export const ActivateEngagement = mutation("activateEngagement", {
  owner: "gateway",
  description: "Starts a draft engagement or resumes a paused one.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: { ...wrongStatus, ...activationRefusals, ...atCapacity },
  result: { engagement: changed(Engagement, "The engagement, now active.") },
});
