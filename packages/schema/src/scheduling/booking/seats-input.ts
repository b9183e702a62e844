import type { ValuesOf } from "../../common/inputs.js";
import { clearable, count, group, instant, required, usual } from "../../common/declare.js";

/** How long a seat is kept for whoever is offered it, where nothing else is said: half a day. */
export const OFFER_MINUTES = 720;

export const SeatsInput = group("SeatsInput", "How many seats a session of a group has, and how many it needs.", {
  capacity: required(count(1, 500), "How many can take part, {range}."),
  minimum: clearable(
    count(1, 500),
    "How many must, 1 to the capacity; with `decideBy`. If not given, the session stands in any case.",
  ),
  decideBy: clearable(
    instant,
    "When it is decided: with fewer seats taken or offered then than the minimum the session is called off by the firm, and nothing is forfeited. Later than now, and not after the start.",
  ),
  offerMinutes: usual(
    count(5, 20_160),
    OFFER_MINUTES,
    "For how many minutes a seat that falls free is kept for the first in line, {range} (14 days); never beyond the start.",
  ),
});
export type SeatsInput = ValuesOf<typeof SeatsInput.fields>;
