import type { AskedPerson } from "./people-asked.js";
import type { SurveyInvitation } from "./survey-invitation.js";
import type { SurveyTemplate } from "./survey-template.js";
import type { Survey } from "./survey.js";

/** What a new survey copies from its template, as it is now. */
export function copiedFrom({ id, title, introduction, privacy, sharedWithCoaches, form, formVersion }: SurveyTemplate) {
  return { templateId: id, title, introduction, privacy, sharedWithCoaches, form, formVersion };
}

/** A survey that nobody has answered, and that is about nobody. */
export const unsentSurvey = {
  ...{ gathersUntil: null, closedAt: null, answeredCount: null, quarter: null },
  ...{ engagementId: null, subjectId: null, thresholds: [], report: [] },
} as const;

/** An invitation without an answer. */
export function invitationTo(
  { id: surveyId, privacy, sharedWithCoaches }: Pick<Survey, "id" | "privacy" | "sharedWithCoaches">,
  { engagementId, ...asked }: AskedPerson,
): Partial<SurveyInvitation> {
  const sharedEngagementId = sharedWithCoaches && privacy === "NAMED" ? engagementId : null;
  const nobodyElse = { raterName: null, raterEmail: null, raterGroup: null };
  return { surveyId, ...asked, ...nobodyElse, sharedEngagementId, answered: false, answers: [], byAccount: false };
}
