import { wordsOf, type WordOf } from "../../common/enums.js";

export const Staffing = wordsOf("Staffing", "How many of several coaches a session takes, and which.", {
  ONE: "The only one there is.",
  ANY: "One of them, whichever.",
  ROUND_ROBIN: "One of them, whose turn it is: who has had least, then who was longest ago.",
  ALL: "All of them together.",
  N_OF: "So many of them together as `least` says, whose turn it is.",
});
export type Staffing = WordOf<typeof Staffing>;
