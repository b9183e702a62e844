import {
  changed,
  clearable,
  idOf,
  longText,
  MANAGERS,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
} from "../../common/declare.js";
import { surveyQuestions } from "./survey-form.js";
import { formRefusals } from "./survey-refusals.js";
import { SurveyTemplate } from "./survey-template.js";

export const UpdateSurveyTemplate = mutation("updateSurveyTemplate", {
  owner: "gateway",
  description:
    "Changes a survey template. Fields that you leave out stay the same. A change makes a new version. Surveys that were sent keep theirs, and answers to different versions are never added up.",
  roles: MANAGERS,
  input: {
    id: required(idOf(SurveyTemplate), "The survey template."),
    title: optional(text(200), "The title."),
    introduction: clearable(longText(5_000), "What is said before the questions."),
    questions: optional(surveyQuestions, "The questions, all of them in order."),
    version: versionRead,
  },
  refusals: { ...formRefusals, ...stale },
  result: { surveyTemplate: changed(SurveyTemplate, "The changed survey template.") },
});
