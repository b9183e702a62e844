import { implement, type Transaction } from "@coachwork/platform";
import { AnswerSurvey, Survey, SurveyInvitation, type SurveyReply } from "@coachwork/schema";
import { repliesTo } from "./survey-answers.js";

/** Answers a survey as somebody who is asked, or changes their answers. No event tells it: it would say who answered when. */
export const answerSurvey = implement(AnswerSurvey, async (context, input) => {
  const { transaction } = context;
  const invitation = await context.fetch(SurveyInvitation, input.id, "id");
  if (invitation.personId !== context.actor.personId)
    context.refuse("FORBIDDEN", "id", "Only the person who is asked answers the survey.");
  const { id, surveyId } = invitation;
  const survey = await openSurvey(transaction, surveyId);
  if (!survey)
    return context.refuse("WRONG_STATUS", "id", "The survey is not open: nobody can answer it or change answers.");
  const { replies, wrong } = repliesTo(survey.form, input.answers);
  if (wrong.length > 0) context.refuseAll(wrong.map(({ code, at, message }) => ({ code, field: at, message })));
  await keepReplies(transaction, id, replies);
  return { surveyInvitation: id };
});

/** The survey, if it is open. It stays so until the transaction ends: nobody answers what is being counted. */
export async function openSurvey(transaction: Transaction, id: string): Promise<Survey | undefined> {
  await transaction.query("select from survey where firm_id = $1::uuid and id = $2::uuid for share", [
    transaction.scope.firmId,
    id,
  ]);
  const survey = await transaction.findOne(Survey, { id, status: "OPEN" });
  return survey ?? undefined;
}

export async function keepReplies(
  transaction: Transaction,
  id: string,
  answers: readonly SurveyReply[],
): Promise<void> {
  await transaction.update(SurveyInvitation, { id }, { answers, answered: true });
}
