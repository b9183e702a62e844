import type { MatchingEvents } from "./matching/events.js";

/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface ChoosingEvents extends MatchingEvents {
  "needs_questionnaire.created": { needsQuestionnaire: string };
  "needs_questionnaire.updated": { needsQuestionnaire: string };
  "needs_link.created": { needsLink: string };
  "needs_link.withdrawn": { needsLink: string };
  "needs_assessment.recorded": { needsAssessment: string };
  /** The person chose a kind, or another one. */
  "needs_assessment.kind_chosen": { needsAssessment: string };
  /** It was said which client the visitor of a link is, or that this is not known. */
  "needs_assessment.person_set": { needsAssessment: string };
  /** It was said which engagement followed from it, or that none did. */
  "needs_assessment.engagement_set": { needsAssessment: string };
  /** It was deleted, so its id leads to nothing. */
  "needs_assessment.removed": { needsAssessment: string };
}
