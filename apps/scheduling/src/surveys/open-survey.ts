import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Survey } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { lockSurvey } from "./lock-survey.js";

/** Opens a survey that was sent for later. */
export const openSurvey = job({
  name: "openSurvey",
  told: { survey: uuid },
  causedBy: [on(["survey.sent"], openWhenDue)],

  async run(services, { firmId, survey: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const survey = await lockSurvey(transaction, id);
      if (survey?.status !== "PLANNED" || survey.opensAt.getTime() > now) return;
      await transaction.update(Survey, { id }, { status: "OPEN" });
      transaction.tell({ type: "survey.opened", ids: { survey: id } });
    });
  },
});

async function openWhenDue(transaction: Transaction, { ids: { survey: id } }: Naming<"survey">): Promise<void> {
  const survey = await transaction.findOne(Survey, { id, status: "PLANNED" });
  if (survey) enqueue(transaction, openSurvey, { survey: id }, { runAt: survey.opensAt, key: id });
}
