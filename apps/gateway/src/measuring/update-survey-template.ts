import { isDeepStrictEqual } from "node:util";
import { implement } from "@coachwork/platform";
import { SurveyTemplate, UpdateSurveyTemplate } from "@coachwork/schema";
import { formOf } from "./survey-form.js";

/** Changes a survey template, which makes a new version. Surveys that were sent keep their questions. */
export const updateSurveyTemplate = implement(UpdateSurveyTemplate, async (context, input) => {
  const template = await context.fetch(SurveyTemplate, input.id, "id", { lock: true });
  context.refuseStale(template, input.version);
  const { id, formVersion, privacy } = template;
  const before = { title: template.title, introduction: template.introduction, form: template.form };
  const { title = before.title, introduction = before.introduction } = input;
  const form = input.questions ? formOf(context, privacy, input.questions) : before.form;
  const after = { title, introduction, form };
  if (isDeepStrictEqual(before, after)) return { surveyTemplate: id };
  await context.transaction.update(SurveyTemplate, { id }, { ...after, formVersion: formVersion + 1 });
  context.transaction.tell({ type: "survey_template.updated", ids: { surveyTemplate: id } });
  return { surveyTemplate: id };
});
