import { changed, MANAGERS, mutation } from "../common/declare.js";
import { CloseEngagementInput } from "./close-engagement-input.js";
import { Engagement } from "./engagement.js";
import { closingRefusals, wrongStatus } from "./refusals.js";

export const CancelEngagement = mutation("cancelEngagement", {
  owner: "gateway",
  description: "Ends a draft, active or paused engagement early.",
  roles: MANAGERS,
  input: CloseEngagementInput,
  refusals: { ...wrongStatus, ...closingRefusals },
  result: { engagement: changed(Engagement, "The engagement, now cancelled.") },
});
