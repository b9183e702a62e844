import { implement } from "@coachwork/platform";
import { AddEngagementCoach } from "@coachwork/schema";
import type { TakePlaces } from "./capacity.js";
import { addToEngagement } from "./join-engagement.js";
import { COACHES } from "./membership.js";

/** Adds a coach or mentor to an engagement. */
export const addEngagementCoach = (takePlaces: TakePlaces) =>
  implement(AddEngagementCoach, async (context, input) => {
    return { engagementCoach: await addToEngagement(context, COACHES, input, takePlaces) };
  });
