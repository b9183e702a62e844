/** Why questions do not work. */
export const formRefusals = {
  WRONG_QUESTION: "A question lacks what its kind needs, or has what its kind or the survey cannot have.",
} as const;

/** Why answers do not fit the questions. */
export const answerRefusals = {
  UNKNOWN_QUESTION: "The survey has no question of this number.",
  ANSWERED_TWICE: "Two answers are to the same question.",
  WRONG_ANSWER: "The answer is not what its question asks for.",
  ANSWER_MISSING: "A question that needs an answer has none, or no question has one.",
} as const;

/** Why a survey cannot be sent. */
export const sendingRefusals = {
  WRONG_TIME: "The survey would close before it opens, or a time is more than a year ahead.",
  WRONG_PRIVACY:
    "The privacy of the template does not fit: a 360 needs GROUPED, and every other survey ANONYMOUS or NAMED.",
} as const;
