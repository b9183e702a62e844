import { clearable, list, wordOf } from "../../common/declare.js";
import { wordsOf, type WordOf } from "../../common/enums.js";

export const Override = wordsOf("Override", "What the coach or the firm may book over by saying so.", {
  PARTICIPANT_BUSY: "Another session of a participant.",
});
export type Override = WordOf<typeof Override>;

export const override = clearable(
  list(wordOf(Override)),
  "The refusals to book over. For the engagement's coaches and owners, admins and program managers. Nothing overrides another session of a coach.",
);
