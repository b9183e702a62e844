/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface FeedbackEvents {
  "feedback.requested": { engagement: string; feedback: string };
  "feedback.declined": { engagement: string; feedback: string };
  "feedback.withdrawn": { engagement: string; feedback: string };
  "feedback.given": { engagement: string; feedback: string };
  "feedback.updated": { engagement: string; feedback: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "feedback.removed": { engagement: string; feedback: string };
}
