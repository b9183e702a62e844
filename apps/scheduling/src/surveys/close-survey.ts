import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Survey, SurveyPlan } from "@coachwork/schema";
import { DAY } from "../core/lengths.js";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { isTooSmall } from "./is-too-small.js";
import { lockSurvey } from "./lock-survey.js";

/** Closes a survey at its time. */
export const closeSurvey = job({
  name: "closeSurvey",
  told: { survey: uuid },
  causedBy: [on(["survey.sent", "survey.closed"], closeWhenDue)],

  async run(services, { firmId, survey: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const survey = await lockSurvey(transaction, id);
      if (!survey || survey.status === "CLOSED" || !survey.closesAt || survey.closesAt.getTime() > now) return;
      if (await gatherOn(transaction, survey, survey.closesAt)) return;
      await transaction.update(Survey, { id }, { status: "CLOSED", closedAt: new Date(now) });
      transaction.tell({ type: "survey.closed", ids: { survey: id } });
    });
  },
});

/** A survey of a plan that has asked too few gathers people for as long again. */
async function gatherOn(transaction: Transaction, survey: Survey, closesAt: Date): Promise<boolean> {
  const { id, planId } = survey;
  const plan = planId === null || !isTooSmall(survey) ? null : await transaction.findOne(SurveyPlan, { id: planId });
  if (!plan || plan.archivedAt) return false;
  const gathersUntil = new Date(closesAt.getTime() + plan.gatherDays * DAY);
  const later = new Date(gathersUntil.getTime() + plan.answerDays * DAY);
  await transaction.update(Survey, { id }, { gathersUntil, closesAt: later });
  enqueue(transaction, closeSurvey, { survey: id }, { runAt: later, key: id });
  return true;
}

/** Schedules the job for the closing time, or drops it if the survey is closed. */
async function closeWhenDue(transaction: Transaction, { ids: { survey: id } }: Naming<"survey">): Promise<void> {
  const survey = await transaction.findOne(Survey, { id });
  if (!survey?.closesAt || survey.status === "CLOSED") return dequeue(transaction, closeSurvey, id);
  enqueue(transaction, closeSurvey, { survey: id }, { runAt: survey.closesAt, key: id });
}
