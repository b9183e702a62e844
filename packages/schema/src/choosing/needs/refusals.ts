/** Why a questionnaire does not work. */
export const questionRefusals = {
  NAME_TAKEN: "The firm already has a needs questionnaire of this name.",
  REASON_MISSING: "A choice that leans to a kind has no reason.",
  CHOICE_TWICE: "Two choices of a question have the same text.",
  ONE_SIDED: "No choice leans to one of the two kinds, so that it could never be recommended.",
} as const;
