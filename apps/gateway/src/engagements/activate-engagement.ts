import { implement } from "@coachwork/platform";
import { ActivateEngagement } from "@coachwork/schema";
import { beActive } from "./be-active.js";
import type { TakePlaces } from "./capacity.js";
import { moveEngagement } from "./move-engagement.js";

/** Starts a draft engagement. */
export const activateEngagement = (takePlaces: TakePlaces) =>
  implement(ActivateEngagement, (context, input) =>
    moveEngagement(context, input, "activated", {
      prepare: (engagement) => beActive(context, takePlaces, engagement),
    }),
  );
