import { executeWithoutActor, newOpaqueId, type Transaction } from "@coachwork/platform";
import {
  AnswerBlock,
  blocksOf,
  DIMENSIONS,
  Firm,
  Survey,
  SurveyInvitation,
  type Place,
  raterReport,
  tallyOf,
} from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { inRandomOrder } from "./random-order.js";
import { lockSurvey } from "./lock-survey.js";

/**
 * Counts the answers to a survey that has closed, once. An anonymous survey keeps only sums, and a 360 only the groups that are
 * shown. Their invitations are deleted, and with them the answers and the links.
 */
export const countAnswers = job({
  name: "countAnswers",
  told: { survey: uuid },
  causedBy: [on(["survey.closed"], countSoon)],

  async run(services, { firmId, survey: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction) => {
      const survey = await lockSurvey(transaction, id);
      if (survey?.status !== "CLOSED" || survey.answeredCount !== null) return;
      const invitations = await transaction.find(SurveyInvitation, { surveyId: id });
      const answered = invitations.filter((invitation) => invitation.answered);
      const { timeZone } = (await transaction.findOne(Firm, {}))!;
      const quarter = quarterOf(survey.closedAt!, timeZone);
      if (survey.privacy !== "GROUPED") await transaction.insert(AnswerBlock, blocksIn(survey, answered, quarter));
      if (survey.privacy !== "NAMED") await transaction.delete(SurveyInvitation, { surveyId: id });
      const report = survey.privacy === "GROUPED" ? reportOf(survey, answered) : [];
      await transaction.update(Survey, { id }, { answeredCount: answered.length, quarter, report });
      transaction.tell({ type: "survey.counted", ids: { survey: id } });
    });
  },
});

function countSoon(transaction: Transaction, { ids: { survey } }: Naming<"survey">): void {
  enqueue(transaction, countAnswers, { survey }, { key: survey });
}

/** The blocks of all questions, in random order. */
function blocksIn(survey: Survey, answered: readonly SurveyInvitation[], quarter: string): Partial<AnswerBlock>[] {
  const { id: surveyId, templateId, formVersion, form } = survey;
  const blocks = form.flatMap((_, place) => {
    const number = place + 1;
    const placed = answered.flatMap((invitation) => {
      const reply = invitation.answers.find((answer) => answer.number === number);
      return reply ? [{ place: placeOf(invitation), reply }] : [];
    });
    return blocksOf(placed).map((block) => {
      const tally = tallyOf(block.replies);
      const of = { surveyId, templateId, formVersion, number, quarter };
      return { id: newOpaqueId(), ...of, ...block.place, n: tally.n, tally };
    });
  });
  return inRandomOrder(blocks);
}

function reportOf({ form, thresholds }: Survey, answered: readonly SurveyInvitation[]) {
  const raters = answered.map(({ raterGroup, answers }) => ({ group: raterGroup!, answers }));
  return raterReport(form, thresholds, raters, inRandomOrder);
}

function placeOf(invitation: SurveyInvitation): Place {
  return Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, invitation[dimension]])) as Place;
}

/** The quarter of an instant in a time zone, such as 2027-Q1. */
function quarterOf(at: Date, timeZone: string): string {
  const [year, month] = new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit" })
    .format(at)
    .split("-");
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}
