import { changed, clearable, date, MANAGERS, mutation } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementStatusInput } from "./engagement-status-input.js";
import { activationRefusals, lastDayRefusals, wrongStatus } from "./refusals.js";

export const ResumeEngagement = mutation("resumeEngagement", {
  owner: "gateway",
  description:
    "Makes a paused engagement go on from today. Its last day moves by the days that it was paused, unless you give another. Sessions that were cancelled because of the pause stay so.",
  roles: MANAGERS,
  input: {
    ...EngagementStatusInput.fields,
    endsOn: clearable(
      date,
      "The engagement's last day from now on: today or later. Null makes it open-ended. Left out, it moves by the days from the first day of the pause until yesterday.",
    ),
  },
  refusals: {
    ...wrongStatus,
    ...activationRefusals,
    ...lastDayRefusals,
    END_OVER: "The last day is over.",
  },
  result: { engagement: changed(Engagement, "The engagement, now active.") },
});
