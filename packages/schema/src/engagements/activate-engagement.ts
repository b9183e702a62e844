import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { activationRefusals, wrongStatus } from "./refusals.js";

export const ActivateEngagement = mutation("activateEngagement", {
  owner: "gateway",
  description: "Starts a draft engagement.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: { ...wrongStatus, ...activationRefusals },
  result: { engagement: changed(Engagement, "The engagement, now active.") },
});
