/** Why a form does not work. */
export const formRefusals = {
  WRONG_FIELD: "A field lacks what its kind needs, or has what its kind cannot have.",
} as const;

/** Why answers do not fit the form. */
export const answerRefusals = {
  UNKNOWN_FIELD: "The form has no field of this number.",
  ANSWERED_TWICE: "Two answers are of the same field.",
  WRONG_ANSWER: "The answer is not what its field asks for.",
} as const;

export const assignedRefusals = { WRONG_STATUS: "The status of the assigned worksheet does not allow this." } as const;
