import { implement, type Transaction } from "@coachwork/platform";
import { AnswerSurvey, Survey, SurveyInvitation, type SurveyReply } from "@coachwork/schema";
import { repliesTo } from "./survey-answers.js";

/** Answers a survey, or changes the answers. It tells no event, because an event would reveal who answered when. */
export const answerSurvey = implement(AnswerSurvey, async (context, input) => {
  const { transaction } = context;
  const invitation = await context.fetch(SurveyInvitation, input.id, "id");
  if (invitation.personId !== context.actor.personId)
    context.refuse("FORBIDDEN", "id", "This invitation is for somebody else. Only they can answer it.");
  const { id, surveyId } = invitation;
  const survey = await openSurvey(transaction, surveyId, context.now);
  if (!survey)
    return context.refuse("WRONG_STATUS", "id", "The survey is not open. It can be answered only while it is.");
  const { replies, wrong } = repliesTo(survey.form, input.answers);
  if (wrong.length > 0) context.refuseAll(wrong.map(({ code, at, message }) => ({ code, field: at, message })));
  await keepReplies(transaction, id, { answers: replies, byAccount: true });
  return { surveyInvitation: id };
});

/** The survey, if it is open. It stays open until the transaction ends, so that no answer comes in while answers are counted. */
export async function openSurvey(transaction: Transaction, id: string, now: number): Promise<Survey | undefined> {
  await transaction.query("select from survey where firm_id = $1::uuid and id = $2::uuid for share", [
    transaction.scope.firmId,
    id,
  ]);
  const survey = await transaction.findOne(Survey, { id, status: "OPEN" });
  // It is closed from its time on, also while the scheduling service is late to say so.
  return survey === null || (survey.closesAt !== null && survey.closesAt.getTime() <= now) ? undefined : survey;
}

/** Keeps answers. `byAccount` says whether they were sent while signed in. */
export async function keepReplies(
  transaction: Transaction,
  id: string,
  { answers, byAccount }: { readonly answers: readonly SurveyReply[]; readonly byAccount: boolean },
): Promise<void> {
  await transaction.update(SurveyInvitation, { id }, { answers, byAccount, answered: true });
}
