import { judged } from "@coachwork/platform";
import { CreateSurveyPlan, Program, SurveyTemplate } from "@coachwork/schema";

/** Programs ask by templates for everybody. A 360 is about one person. */
export const createSurveyPlan = judged(CreateSurveyPlan, async (context, { programId, templateId }) => {
  const program = (await context.transaction.findOne(Program, { id: programId }))!;
  if (program.status === "ARCHIVED")
    context.refuse("PROGRAM_ARCHIVED", "programId", "The program is archived. Give one that is a draft or in use.");
  const template = (await context.transaction.findOne(SurveyTemplate, { id: templateId }))!;
  if (template.privacy !== "GROUPED") return;
  const message = "The template is for a 360, which is about one person. Give one that is ANONYMOUS or NAMED.";
  context.refuse("WRONG_PRIVACY", "templateId", message);
});
