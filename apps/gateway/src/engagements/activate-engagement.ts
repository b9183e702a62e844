import { implement } from "@coachwork/platform";
import { ActivateEngagement } from "@coachwork/schema";
import { checkBothSides } from "./both-sides.js";
import type { TakePlaces } from "./capacity.js";
import { moveEngagement } from "./move-engagement.js";

/** Starts an engagement or resumes a paused one. */
export const activateEngagement = (takePlaces: TakePlaces) =>
  implement(ActivateEngagement, (context, input) =>
    moveEngagement(context, input, "ACTIVE", async ({ id }) => {
      const { coachIds } = await checkBothSides(context, id);
      await takePlaces(context, { personIds: coachIds, count: 1, field: "id" });
    }),
  );
