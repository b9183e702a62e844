import { wordsOf, type WordOf } from "../../common/enums.js";

export const SeriesBooking = wordsOf(
  "SeriesBooking",
  "What becomes of a series when some of its sessions cannot be booked.",
  {
    ALL: "Nothing is booked.",
    POSSIBLE: "The others are booked; these become exceptions.",
  },
);
export type SeriesBooking = WordOf<typeof SeriesBooking>;
