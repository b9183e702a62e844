import { implement } from "@coachwork/platform";
import { ActivateEngagement } from "@coachwork/schema";
import { beActive } from "./be-active.js";
import type { TakePlaces } from "./capacity.js";
import { moveEngagement } from "./move-engagement.js";
import type { RefuseUnagreed } from "./terms-changed.js";

/** Starts a draft engagement. */
export const activateEngagement = (takePlaces: TakePlaces, refuseUnagreed: RefuseUnagreed) =>
  implement(ActivateEngagement, (context, input) =>
    moveEngagement(context, input, "activated", {
      prepare: async (engagement) => {
        await beActive(context, takePlaces, engagement);
        await refuseUnagreed(context, engagement);
      },
    }),
  );
