/**
 * The events of this slice and the ids (UUIDs) that each one carries. There is none for an answer, because its actor and time would
 * reveal who answered when.
 */
export interface MeasuringEvents {
  "survey_template.created": { surveyTemplate: string };
  "survey_template.updated": { surveyTemplate: string };
  "survey.sent": { survey: string };
  "survey.opened": { survey: string };
  "survey.closed": { survey: string };
  /** Its answers were counted. It has no actor, because it follows from closing. */
  "survey.counted": { survey: string };
}
