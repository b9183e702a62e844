import { MANAGERS, updates } from "../common/declare.js";
import { Engagement } from "./engagement.js";

export const UpdateEngagement = updates("updateEngagement", Engagement, {
  owner: "gateway",
  description:
    "Changes an engagement, also one that has ended. Fields that you leave out stay the same. Sessions that are booked beyond a new last day must be moved or cancelled first.",
  roles: MANAGERS,
  refusals: {
    END_BEFORE_START: "The last day is before the first.",
    NEEDS_END: "Coaching and formal mentoring need a last day.",
    NEEDS_OBJECTIVES: "Formal mentoring needs its objectives.",
    SESSIONS_AHEAD: "Sessions are booked after the last day.",
  },
});
