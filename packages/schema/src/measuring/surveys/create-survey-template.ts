import {
  changed,
  clearable,
  flag,
  longText,
  MANAGERS,
  mutation,
  required,
  text,
  usual,
  wordOf,
} from "../../common/declare.js";
import { surveyQuestions } from "./survey-form.js";
import { formRefusals } from "./survey-refusals.js";
import { SurveyTemplate } from "./survey-template.js";
import { SurveyPrivacy } from "./survey-words.js";

export const CreateSurveyTemplate = mutation("createSurveyTemplate", {
  owner: "gateway",
  description: "Creates a survey template.",
  roles: MANAGERS,
  input: {
    title: required(text(200), "The title."),
    introduction: clearable(longText(5_000), "What is said before the questions."),
    privacy: required(wordOf(SurveyPrivacy), "What becomes of answers. It never changes."),
    sharedWithCoaches: usual(
      flag,
      false,
      "Whether coaches of the engagement see the answers of a NAMED survey, or the report of a 360. It never changes. Not possible for anonymous surveys.",
    ),
    questions: required(surveyQuestions, "The questions, in order."),
  },
  refusals: { ...formRefusals, WRONG_PRIVACY: "Nobody sees the answers of an anonymous survey, not even coaches." },
  result: { surveyTemplate: changed(SurveyTemplate, "The new survey template.") },
});
