import { command } from "@coachwork/platform";
import { AddEngagementCoachCodes, type AddToEngagementInput, MANAGERS } from "@coachwork/schema";
import { addToEngagement } from "./join-engagement.js";
import { COACHES } from "./membership.js";

/** Adds a coach or mentor to an engagement. */
export const addEngagementCoach = command({
  codes: AddEngagementCoachCodes,
  roles: MANAGERS,
  async run(context, input: AddToEngagementInput) {
    return { engagementCoach: await addToEngagement(context, COACHES, input) };
  },
});
