/**
 * The events of this slice and the ids (UUIDs) that each one carries. Nothing is told of an answer: its actor and its time would
 * say who answered when.
 */
export interface MeasuringEvents {
  "survey_template.created": { surveyTemplate: string };
  "survey_template.updated": { surveyTemplate: string };
  "survey.sent": { survey: string };
  "survey.opened": { survey: string };
  "survey.closed": { survey: string };
  /** Its answers are counted. Nobody did it: it follows from closing. */
  "survey.counted": { survey: string };
}
