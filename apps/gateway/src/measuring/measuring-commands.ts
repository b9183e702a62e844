import { answerSurvey } from "./answer-survey.js";
import { closeSurvey } from "./close-survey.js";
import { createSurveyTemplate } from "./create-survey-template.js";
import { sendSurvey } from "./send-survey.js";
import { startThreeSixty } from "./start-three-sixty.js";
import { createSurveyPlan } from "./survey-plans.js";
import { updateSurveyTemplate } from "./update-survey-template.js";

/** The commands of surveys and 360s. */
export const measuringCommands = {
  createSurveyTemplate,
  updateSurveyTemplate,
  createSurveyPlan,
  sendSurvey,
  startThreeSixty,
  closeSurvey,
  answerSurvey,
};
