import { changed, clearable, date, MANAGERS, mutation, usual, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { SessionsInPause } from "./engagement-pause.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { pauseRefusals, wrongStatus } from "./refusals.js";

export const PauseEngagement = mutation("pauseEngagement", {
  owner: "gateway",
  description:
    "Pauses an active engagement, at once or from a later day on. Until it is resumed, no session can be booked, moved or added to by a series. On the days of a planned pause none can be, either.",
  roles: MANAGERS,
  input: {
    ...EngagementStatusInput.fields,
    startsOn: clearable(
      date,
      "The first day of the pause. Defaults to today. A day before is the first of a pause that was not recorded then. On a later day the engagement is paused when that day begins in the firm's time zone.",
    ),
    endsOn: clearable(
      date,
      "The last day, if it is known: today or later, and not before the first. The engagement goes on when that day is over in the firm's time zone. It can be changed until then.",
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
  },
  result: { engagement: changed(Engagement, "The engagement, now paused, or with the planned pause.") },
});
