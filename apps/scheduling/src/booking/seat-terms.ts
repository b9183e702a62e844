import { type CommandContext, type ContextOf } from "@coachwork/platform";
import {
  type BookSession,
  type Engagement,
  OFFER_MINUTES,
  rfc3339,
  type SeatsInput,
  type Session,
} from "@coachwork/schema";
import type { Booker } from "../people/booker.js";

/** How many seats a session has and how many must be taken, and how long an offer lasts. */
export type SeatTerms = Pick<Session, "capacity" | "minimum" | "decideBy" | "offerMinutes">;

/** The seat fields of a new session. Without seats there are none, and everybody is expected. */
export function seatsToBook(
  context: ContextOf<typeof BookSession>,
  { seats, startsAt }: { readonly seats?: SeatsInput | null; readonly startsAt: Date },
  engagement: Pick<Engagement, "format">,
  booker: Pick<Booker, "party">,
): Partial<SeatTerms> {
  if (seats == null) return {};
  refuseSeats(context, engagement, booker);
  return termsOf(context, seats, { startsAt, minimum: null, decideBy: null, offerMinutes: OFFER_MINUTES });
}

/** Refuses seats where nobody takes one, and from clients. */
export function refuseSeats(
  context: CommandContext<"NOT_A_GROUP">,
  { format }: Pick<Engagement, "format">,
  { party }: Pick<Booker, "party">,
): void {
  if (format !== "GROUP")
    context.refuse("NOT_A_GROUP", "seats", `The engagement is ${format}; only GROUP sessions have seats.`);
  if (party !== "CLIENT") return;
  const message = "Only the engagement's coaches and owners, admins and program managers can set the number of seats.";
  context.refuse("FORBIDDEN", "seats", message);
}

/**
 * The terms, if they are valid. What is left out stays as the session has it; without a minimum, there is nothing to decide.
 * `decideBy` must be in the future, unless it stays the same as before.
 */
export function termsOf(
  context: CommandContext<never>,
  seats: SeatsInput,
  session: Pick<Session, "startsAt" | "minimum" | "decideBy" | "offerMinutes">,
): SeatTerms {
  const { capacity, minimum = session.minimum, offerMinutes = session.offerMinutes } = seats;
  const { decideBy = seats.minimum === null ? null : session.decideBy } = seats;
  const invalid = (field: string, message: string) => context.refuse("INVALID", `seats.${field}`, message);
  if (minimum === null && decideBy === null) return { capacity, minimum, decideBy, offerMinutes };
  if (minimum === null) {
    return context.refuse("REQUIRED", "seats.minimum", "decideBy needs a minimum; give minimum too.");
  }
  if (decideBy === null) {
    const message = "The minimum needs a time of decision; give decideBy too.";
    return context.refuse("REQUIRED", "seats.decideBy", message);
  }
  if (minimum > capacity) {
    invalid("minimum", `The minimum is ${minimum}; give 1 to ${capacity}, the capacity.`);
  }
  const isSaidBefore = session.decideBy?.getTime() === decideBy.getTime();
  if (decideBy >= session.startsAt || (decideBy.getTime() <= context.now && !isSaidBefore)) {
    const message = `decideBy is ${rfc3339(decideBy)}; it must be between now and the start, ${rfc3339(session.startsAt)}.`;
    invalid("decideBy", message);
  }
  return { capacity, minimum, decideBy, offerMinutes };
}

/**
 * The decision time of a session that is moved: as long before the start as it was. If that is already over, it stays
 * if it is before the new start; otherwise the decision is made at once. A decision that was made stays.
 */
export function decideByOf(
  { startsAt: formerly, decideBy, minimumMetAt }: Pick<Session, "startsAt" | "decideBy" | "minimumMetAt">,
  startsAt: Date,
  now: number,
): Date | null {
  if (decideBy === null) return null;
  const shifted = new Date(decideBy.getTime() + startsAt.getTime() - formerly.getTime());
  if (shifted.getTime() > now || minimumMetAt !== null) return shifted;
  return decideBy < startsAt ? decideBy : shifted;
}
