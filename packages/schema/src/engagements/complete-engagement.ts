import { changed, MANAGERS, mutation } from "../common/declare.js";
import { CloseEngagementInput } from "./close-engagement-input.js";
import { Engagement } from "./engagement.js";
import { closingRefusals, wrongStatus } from "./refusals.js";

export const CompleteEngagement = mutation("completeEngagement", {
  owner: "gateway",
  description: "Ends an active or paused engagement as agreed.",
  roles: MANAGERS,
  input: CloseEngagementInput,
  refusals: { ...wrongStatus, ...closingRefusals },
  result: { engagement: changed(Engagement, "The engagement, now completed.") },
});
