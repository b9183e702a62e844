import { implement, newId, newOpaqueId } from "@coachwork/platform";
import {
  invitationTo,
  copiedFrom,
  MINIMUM_N,
  SendSurvey,
  Survey,
  SurveyInvitation,
  SurveyTemplate,
  unsentSurvey,
} from "@coachwork/schema";
import { peopleToAsk } from "./people-to-ask.js";
import { timesOf } from "./survey-times.js";

/** Sends a survey, with a copy of the template as it is now. */
export const sendSurvey = implement(SendSurvey, async (context, input) => {
  const { transaction, now } = context;
  // The lock keeps the questions from changing meanwhile.
  const template = await context.fetch(SurveyTemplate, input.templateId, "templateId", { lock: true });
  const kept = copiedFrom(template);
  const { privacy } = kept;
  if (privacy === "GROUPED") {
    const message = "The template is for a 360, which asks groups of raters about somebody. Use startThreeSixty.";
    context.refuse("WRONG_PRIVACY", "templateId", message);
  }
  const times = timesOf(context, input);
  const asked = await peopleToAsk(context, input);
  if (privacy === "ANONYMOUS" && asked.length < MINIMUM_N) {
    const message = `An anonymous survey needs at least ${MINIMUM_N} people, and this one would ask ${asked.length}: nothing could ever be shown. Ask more people, or use a named survey.`;
    context.refuse("TOO_FEW", "templateId", message);
  }
  const [id, createdAt] = [newId(), new Date(now)];
  const engagementId = input.engagementId === undefined ? null : asked[0]!.engagementId;
  const survey = { ...kept, ...unsentSurvey, id, planId: null, engagementId };
  const { reminderCount } = input;
  await transaction.insert(Survey, { ...survey, ...times, reminderCount, invitedCount: asked.length, createdAt });
  await transaction.insert(
    SurveyInvitation,
    asked.map((each) => ({ ...invitationTo(survey, each), id: newOpaqueId(), invitedAt: createdAt })),
  );
  transaction.tell({ type: "survey.sent", ids: { survey: id } });
  if (times.status === "OPEN") transaction.tell({ type: "survey.opened", ids: { survey: id } });
  return { survey: id };
});
