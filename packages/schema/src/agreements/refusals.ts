/** Why a text is none for a template. */
export const templateRefusals = {
  NAME_TAKEN: "The firm already has a template of this name.",
  UNKNOWN_FIELD: "The text names a field that there is not. The message names it, and those that there are.",
} as const;
