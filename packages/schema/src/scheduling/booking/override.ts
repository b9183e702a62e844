import { clearable, list, wordOf } from "../../common/declare.js";
import { wordsOf, type WordOf } from "../../common/enums.js";

export const Override = wordsOf("Override", "What the coach or the firm may book over by saying so.", {
  PARTICIPANT_BUSY: "Another session of a participant.",
  OUTSIDE_AVAILABILITY: "Time when the coach does not work.",
  BUSY_CALENDAR: "A busy time in one of the coach's calendars.",
  TOO_SHORT_NOTICE: "The notice that the coach or the session type requires.",
  BEYOND_HORIZON: "How far ahead the coach or the session type can be booked.",
  LIMIT_REACHED: "The coach's or the session type's maximum number of sessions per day or week.",
});
export type Override = WordOf<typeof Override>;

export const overrideText =
  "What to book over. For owners, admins and program managers, and for the engagement's coaches as far as their own time or a participant's is concerned. Nothing overrides another session of a coach.";

export const override = clearable(list(wordOf(Override)), overrideText);
