import { implement } from "@coachwork/platform";
import { ReopenEngagement } from "@coachwork/schema";
import { beActive } from "./be-active.js";
import type { TakePlaces } from "./capacity.js";
import { placeMembersAgain } from "./cohort-members.js";
import { moveEngagement } from "./move-engagement.js";
import { type PoolSums, takeAgain } from "./pools.js";

/** Makes an engagement that has ended active again. */
export const reopenEngagement = (takePlaces: TakePlaces, poolSums: PoolSums) =>
  implement(ReopenEngagement, (context, input) =>
    moveEngagement(context, input, "reopened", {
      prepare: async (engagement) => {
        await beActive(context, takePlaces, engagement);
        await placeMembersAgain(context, engagement);
        await takeAgain(context, poolSums, engagement);
      },
    }),
  );
