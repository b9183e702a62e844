import { implement } from "@coachwork/platform";
import { CloseSurvey, Survey } from "@coachwork/schema";

/** Closes a survey. The scheduling service then counts its answers, when it reads the event. */
export const closeSurvey = implement(CloseSurvey, async (context, input) => {
  const survey = await context.fetch(Survey, input.id, "id", { lock: true });
  const { id } = survey;
  if (survey.status === "CLOSED") context.refuse("WRONG_STATUS", "id", "The survey is already closed.");
  await context.transaction.update(Survey, { id }, { status: "CLOSED", closedAt: new Date(context.now) });
  context.transaction.tell({ type: "survey.closed", ids: { survey: id } });
  return { survey: id };
});
