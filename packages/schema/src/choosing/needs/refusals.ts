/** Why a questionnaire does not work. */
export const questionRefusals = {
  NAME_TAKEN: "The firm already has a needs questionnaire of this name.",
  REASON_MISSING: "A choice that leans to a kind has no reason.",
  CHOICE_TWICE: "Two choices of a question have the same text.",
  ONE_SIDED: "No choice leans to one of the two kinds, so it could never be recommended.",
} as const;

/** Why answers do not fit the questions. */
export const answerRefusals = {
  UNKNOWN_QUESTION: "The questionnaire has no question of this number.",
  UNKNOWN_CHOICE: "The question has no choice of this number.",
  ANSWERED_TWICE: "Two answers are to the same question.",
} as const;

export const notAClient = { NOT_A_CLIENT: "The person does not hold the role CLIENT." } as const;

/** Why an assessment stays as it is. */
export const followed = { FOLLOWED: "An engagement followed from the assessment." } as const;
