import { changed, idOf, MANAGERS, mutation, required } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementPause } from "./engagement-pause.js";
import { openPauseRefusals } from "./refusals.js";

export const CancelEngagementPause = mutation("cancelEngagementPause", {
  owner: "gateway",
  description:
    "Cancels a planned pause before it begins. Only that it was cancelled is kept. Sessions that were cancelled because of it stay so.",
  roles: MANAGERS,
  input: { id: required(idOf(EngagementPause), "The pause.") },
  refusals: openPauseRefusals,
  result: { engagement: changed(Engagement, "The engagement, without the pause.") },
});
