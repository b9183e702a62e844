import { implement, newId } from "@coachwork/platform";
import { CreateSurveyTemplate, SurveyTemplate } from "@coachwork/schema";
import { formOf } from "./survey-form.js";

/** Creates a survey template, with the first version of its questions. */
export const createSurveyTemplate = implement(CreateSurveyTemplate, async (context, input) => {
  const { title, introduction = null, privacy, sharedWithCoaches, questions } = input;
  if (sharedWithCoaches && privacy === "ANONYMOUS") {
    const message =
      "Nobody sees the answers of an anonymous survey. Leave sharedWithCoaches out, or make the survey NAMED.";
    context.refuse("WRONG_PRIVACY", "sharedWithCoaches", message);
  }
  const form = formOf(context, privacy, questions);
  const [id, createdAt] = [newId(), new Date(context.now)];
  const said = { title, introduction, privacy, sharedWithCoaches, form, formVersion: 1 };
  await context.transaction.insert(SurveyTemplate, { id, ...said, createdAt });
  context.transaction.tell({ type: "survey_template.created", ids: { surveyTemplate: id } });
  return { surveyTemplate: id };
});
