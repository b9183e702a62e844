import { MANAGERS, updates } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { kindChangeRefusals, kindRefusals, lastDayRefusals, otherInCohort } from "./refusals.js";

export const UpdateEngagement = updates("updateEngagement", Engagement, {
  owner: "gateway",
  description:
    "Changes an engagement, also one that has ended. Fields that you leave out stay the same. Sessions that are booked beyond a new last day must be moved or cancelled first. Its kind, format and team can change until it has ended, a session took place, or it has something that the other kind or format has not. Agreements are asked for again if what was agreed changes.",
  roles: MANAGERS,
  refusals: {
    ...kindRefusals,
    ...lastDayRefusals,
    ...otherInCohort,
    ...kindChangeRefusals,
    NEEDS_OBJECTIVES: "Formal mentoring needs its objectives.",
  },
});
