import type { ValuesOf } from "../../common/inputs.js";
import { clearable, count, group, required, usual } from "../../common/declare.js";
import { OFFER_MINUTES } from "../booking/seats-input.js";

export const SeriesSeatsInput = group(
  "SeriesSeatsInput",
  "How many seats each session of a series has and how many must be taken. Each has seats and a waiting list of its own.",
  {
    capacity: required(count(1, 500), "How many people can take part."),
    minimum: clearable(
      count(1, 500),
      "The minimum number of participants, at most the capacity. Give it together with `decideMinutes`. Without it, each session always takes place.",
    ),
    decideMinutes: clearable(
      count(1, 43_200),
      "How many minutes before its start it is decided whether a session takes place, {range} (30 days). If fewer seats than the minimum are taken or offered by then, the firm cancels the session and nothing is forfeited. For the first session, that must be in the future.",
    ),
    offerMinutes: usual(
      count(5, 20_160),
      OFFER_MINUTES,
      "How many minutes a seat that becomes free is kept for the first person on the waiting list, {range} (14 days). The offer ends at the start of the session at the latest.",
    ),
  },
);
export type SeriesSeatsInput = ValuesOf<typeof SeriesSeatsInput.fields>;
