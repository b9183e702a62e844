import { wordsOf, type WordOf } from "../../common/enums.js";

export const SeriesBooking = wordsOf("SeriesBooking", "What to do if some sessions of a series cannot be booked.", {
  ALL: "Book nothing.",
  POSSIBLE: "Book the others. The rest become exceptions.",
});
export type SeriesBooking = WordOf<typeof SeriesBooking>;
