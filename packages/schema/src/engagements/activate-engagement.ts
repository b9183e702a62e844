import { changed, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { activationRefusals, agreementRefusals, wrongStatus } from "./refusals.js";

export const ActivateEngagement = mutation("activateEngagement", {
  owner: "gateway",
  description: "Starts a draft engagement. If its program says so, everybody has signed its agreement by then.",
  roles: MANAGERS,
  input: EngagementStatusInput,
  refusals: { ...wrongStatus, ...activationRefusals, ...agreementRefusals },
  result: { engagement: changed(Engagement, "The engagement, now active.") },
});
