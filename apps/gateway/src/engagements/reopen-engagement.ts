import { implement } from "@coachwork/platform";
import { ReopenEngagement } from "@coachwork/schema";
import { beActive } from "./be-active.js";
import type { TakePlaces } from "./capacity.js";
import { moveEngagement } from "./move-engagement.js";

/** Makes an engagement that has ended active again. */
export const reopenEngagement = (takePlaces: TakePlaces) =>
  implement(ReopenEngagement, (context, input) =>
    moveEngagement(context, input, "reopened", {
      prepare: (engagement) => beActive(context, takePlaces, engagement),
    }),
  );
