import { MANAGERS, updates } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { kindRefusals, lastDayRefusals, otherInCohort } from "./refusals.js";

export const UpdateEngagement = updates("updateEngagement", Engagement, {
  owner: "gateway",
  description:
    "Changes an engagement, also one that has ended. Fields that you leave out stay the same. Sessions that are booked beyond a new last day must be moved or cancelled first.",
  roles: MANAGERS,
  refusals: {
    ...kindRefusals,
    ...lastDayRefusals,
    ...otherInCohort,
    NEEDS_OBJECTIVES: "Formal mentoring needs its objectives.",
  },
});
