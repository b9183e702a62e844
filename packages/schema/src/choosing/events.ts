import type { MatchingEvents } from "./matching/events.js";

/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface ChoosingEvents extends MatchingEvents {
  "needs_questionnaire.created": { needsQuestionnaire: string };
  "needs_questionnaire.updated": { needsQuestionnaire: string };
}
