import { wordsOf, type WordOf } from "../../common/enums.js";

export const Staffing = wordsOf("Staffing", "How many of several coaches a session needs, and how to choose them.", {
  ONE: "The only coach given.",
  ANY: "Any one of them.",
  ROUND_ROBIN:
    "One of them, in turn: the coach with the fewest sessions in the last 90 days, then the one whose last session is longest ago. A newcomer starts at the average of the others.",
  ALL: "All of them together.",
  N_OF: "As many of them together as `least` says, in turn.",
});
export type Staffing = WordOf<typeof Staffing>;
