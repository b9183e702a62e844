import { type WordOf, wordsOf } from "../common/enums.js";
import { eventsOfEngagements, otherEvents } from "./event-meanings.js";

/** The events of the log as the API names them: PERSON_CREATED for `person.created`. */
export const EventWord = wordsOf("EventType", "What happened in a firm.", {
  SNAPSHOT: "Nothing happened: it is where a subscription begins.",
  ...eventsOfEngagements,
  ...otherEvents,
});
export type EventWord = WordOf<typeof EventWord>;
