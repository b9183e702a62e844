import type { ContextOf } from "@coachwork/platform";
import { type BookSeries, type Engagement, type InputOf, type SessionSeries, rfc3339 } from "@coachwork/schema";
import type { SeatTerms } from "../booking/seat-terms.js";
import { refuseSeats } from "../booking/seat-terms.js";
import { MINUTE } from "../core/lengths.js";
import type { Booker } from "../people/booker.js";

/** How many seats each session of a series has and how many must be taken, and when that is decided. */
export type SeriesSeats = Pick<SessionSeries, "capacity" | "minimum" | "decideMinutes" | "offerMinutes">;

const none: SeriesSeats = { capacity: null, minimum: null, decideMinutes: null, offerMinutes: null };

/** The seats that a series is booked with. Without any, everybody is expected at its sessions. */
export function seatsToAgree(
  context: ContextOf<typeof BookSeries>,
  { seats }: Pick<InputOf<typeof BookSeries>, "seats">,
  engagement: Pick<Engagement, "format">,
  booker: Pick<Booker, "party">,
): SeriesSeats {
  if (seats == null) return none;
  refuseSeats(context, engagement, booker);
  const { capacity, minimum = null, decideMinutes = null, offerMinutes } = seats;
  if ((minimum === null) !== (decideMinutes === null)) {
    const [given, missing] = minimum === null ? ["decideMinutes", "minimum"] : ["minimum", "decideMinutes"];
    context.refuse("REQUIRED", `seats.${missing}`, `${given} needs ${missing}; give both or neither.`);
  }
  if (minimum !== null && minimum > capacity)
    context.refuse("INVALID", "seats.minimum", `The minimum is ${minimum}; give 1 to ${capacity}, the capacity.`);
  return { capacity, minimum, decideMinutes, offerMinutes };
}

/** Refuses a decision about the first session (epoch milliseconds) that would be over already. */
export function refuseLateDecision(
  context: ContextOf<typeof BookSeries>,
  { decideMinutes }: SeriesSeats,
  first: number,
): void {
  if (decideMinutes === null || first - decideMinutes * MINUTE > context.now) return;
  const [decideBy, start] = [first - decideMinutes * MINUTE, first].map((instant) => rfc3339(instant));
  const message = `decideMinutes is ${decideMinutes}, but the first session starts at ${start}, and ${decideBy} is over; give fewer minutes.`;
  context.refuse("INVALID", "seats.decideMinutes", message);
}

/**
 * The seats of one of its sessions. If the time to decide is over when the session is booked, there is no minimum: nobody
 * could have taken a seat by then.
 */
export function seatsOfInstance(
  { capacity, minimum, decideMinutes, offerMinutes }: SeriesSeats,
  startsAt: number,
  now: number,
): SeatTerms {
  const decideBy = decideMinutes === null ? -Infinity : startsAt - decideMinutes * MINUTE;
  if (decideBy <= now) return { capacity, minimum: null, decideBy: null, offerMinutes };
  return { capacity, minimum, decideBy: new Date(decideBy), offerMinutes };
}
