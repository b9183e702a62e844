import { changed, EVERYBODY, idOf, mutation, required } from "../../common/declare.js";
import { surveyAnswers } from "./survey-form.js";
import { answerRefusals } from "./survey-refusals.js";
import { SurveyInvitation } from "./survey-invitation.js";

export const AnswerSurvey = mutation("answerSurvey", {
  owner: "gateway",
  description:
    "Answers a survey that you are asked to answer, or changes your answers while it is open. Repeating it is safe. No `idempotencyKey` is kept, because it would reveal who answered when.",
  roles: EVERYBODY,
  keys: "none",
  keepsNoKey: true,
  input: {
    id: required(idOf(SurveyInvitation), "The invitation."),
    answers: required(surveyAnswers, "All answers. They replace the earlier ones."),
  },
  refusals: { ...answerRefusals, WRONG_STATUS: "The survey is not open." },
  result: { surveyInvitation: changed(SurveyInvitation, "The invitation with your answers.") },
});
