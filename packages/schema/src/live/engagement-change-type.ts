import { wordsOf } from "../common/enums.js";
import { eventsOfEngagements } from "./event-meanings.js";

/** Each word is the name of an event in the log, but for SNAPSHOT. */
export const EngagementChangeType = wordsOf("EngagementChangeType", "What happened in an engagement.", {
  SNAPSHOT: "Nothing happened: it is the engagement as it is where the subscription begins.",
  ...eventsOfEngagements,
});
