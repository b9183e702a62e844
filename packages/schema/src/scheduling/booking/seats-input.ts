import type { ValuesOf } from "../../common/inputs.js";
import { clearable, count, group, instant, optional, required } from "../../common/declare.js";

/** The default time for which an offered seat is kept: half a day. */
export const OFFER_MINUTES = 720;

export const SeatsInput = group("SeatsInput", "How many seats a group session has and how many must be taken.", {
  capacity: required(count(1, 500), "How many people can take part."),
  minimum: clearable(
    count(1, 500),
    "The minimum number of participants, at most the capacity. Give it together with `decideBy`. Without it, the session always takes place.",
  ),
  decideBy: clearable(
    instant,
    "When to decide whether the session takes place. If fewer seats than the minimum are taken or offered by then, the firm cancels the session and nothing is forfeited. It must be in the future and not after the start.",
  ),
  offerMinutes: optional(
    count(5, 20_160),
    `How many minutes a seat that becomes free is kept for the first person on the waiting list, {range} (14 days). A new session has ${OFFER_MINUTES} by default. The offer ends at the start of the session at the latest.`,
  ),
});
export type SeatsInput = ValuesOf<typeof SeatsInput.fields>;
