import { changed, clearable, date, MANAGERS, mutation, usual, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { SessionsInPause } from "./engagement-pause.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { pauseRefusals, wrongStatus } from "./refusals.js";

export const PauseEngagement = mutation("pauseEngagement", {
  owner: "gateway",
  description:
    "Pauses an active engagement. Until it is resumed, no session can be booked, moved or added to by a series.",
  roles: MANAGERS,
  input: {
    ...EngagementStatusInput.fields,
    startsOn: clearable(date, "The first day of the pause: today, which is the default, or a day before."),
    endsOn: clearable(
      date,
      "The last day, if it is known: today or later. It can be changed until the engagement goes on.",
    ),
    sessions: usual(
      wordOf(SessionsInPause),
      "KEEP",
      "What becomes of sessions ahead on the days of the pause. Without a last day, that is all of them.",
    ),
  },
  refusals: {
    ...wrongStatus,
    ...pauseRefusals,
    STARTS_LATER: "The first day is still ahead.",
    OUTSIDE_ENGAGEMENT: "The first day is before the engagement's, or after its last one.",
    OVERLAPPING_PAUSE: "The first day is in an earlier pause.",
  },
  result: { engagement: changed(Engagement, "The engagement, now paused.") },
});
