/** Why questions do not work. */
export const formRefusals = {
  WRONG_QUESTION: "A question lacks what its kind needs, or has what its kind or the survey cannot have.",
} as const;

/** Why answers do not fit the questions. */
export const answerRefusals = {
  UNKNOWN_QUESTION: "The survey has no question of this number.",
  ANSWERED_TWICE: "Two answers are of the same question.",
  WRONG_ANSWER: "The answer is not what its question asks for.",
  ANSWER_MISSING: "A question that needs an answer has none.",
} as const;

/** Why a survey cannot be sent at these times. */
export const timeRefusals = {
  WRONG_TIME: "The survey would close before it opens, or one of both is over.",
  WRONG_PRIVACY: "What the template says of privacy does not fit how it is to be sent.",
} as const;
