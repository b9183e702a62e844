import { wordsOf, type WordOf } from "../../common/enums.js";

export const SingleChanges = wordsOf(
  "SingleChanges",
  "What becomes of sessions that were moved or cancelled by themselves when their series changes.",
  {
    KEEP: "They stay moved or cancelled.",
    UNDO: "They follow the series again. Sessions that were moved go to their place in it, and cancelled ones are booked anew.",
  },
);
export type SingleChanges = WordOf<typeof SingleChanges>;
