import { type CommandContext, type ContextOf } from "@coachwork/platform";
import { type BookSession, type Engagement, type SeatsInput, type Session } from "@coachwork/schema";
import { partyOf } from "../people/party.js";
import type { EngagementPeople } from "../people/engagement-people.js";

/** How many seats a session has and needs, and how long one is kept for whom it is offered. */
export type SeatTerms = Pick<Session, "capacity" | "minimum" | "decideBy" | "offerMinutes">;

/** What a session is booked with: nothing where it has no seats, and everybody is expected. */
export function seatsToBook(
  context: ContextOf<typeof BookSession>,
  { seats, startsAt }: { readonly seats?: SeatsInput | null; readonly startsAt: Date },
  { format }: Pick<Engagement, "format">,
  people: EngagementPeople,
): Partial<SeatTerms> {
  if (seats == null) return {};
  if (format !== "GROUP") {
    context.refuse("NOT_A_GROUP", "seats", `The engagement is ${format}; only the sessions of a GROUP have seats.`);
  }
  if (partyOf(context.actor, people) === "CLIENT") {
    context.refuse("FORBIDDEN", "seats", "Only its coaches and who runs the practice say how many seats there are.");
  }
  return termsOf(context, seats, { startsAt });
}

/**
 * The terms, if nothing is wrong with them. When it is decided lies ahead, but for a session for which that was said before
 * (`decideBy`) and is not said otherwise now.
 */
export function termsOf(
  context: CommandContext<never>,
  { capacity, minimum = null, decideBy = null, offerMinutes }: SeatsInput,
  session: Pick<Session, "startsAt"> & Partial<Pick<Session, "decideBy">>,
): SeatTerms {
  const invalid = (field: string, message: string) => context.refuse("INVALID", `seats.${field}`, message);
  if (minimum === null && decideBy === null) return { capacity, minimum, decideBy, offerMinutes };
  if (minimum === null) {
    return context.refuse("REQUIRED", "seats.minimum", "By then something would be decided: give the minimum, too.");
  }
  if (decideBy === null) {
    const message = "Say by when it is decided whether the minimum is met: give decideBy, too.";
    return context.refuse("REQUIRED", "seats.decideBy", message);
  }
  if (minimum > capacity) {
    invalid("minimum", `The minimum is ${minimum}; give 1 to the capacity, ${capacity}.`);
  }
  const isSaidBefore = session.decideBy?.getTime() === decideBy.getTime();
  if (decideBy >= session.startsAt || (decideBy.getTime() <= context.now && !isSaidBefore)) {
    const message = `${decideBy.toISOString()} is not between now and the start, ${session.startsAt.toISOString()}; it must be.`;
    invalid("decideBy", message);
  }
  return { capacity, minimum, decideBy, offerMinutes };
}

/**
 * When it is decided about a session that is moved: as long before the start as it was. Where that would be over already it
 * stays when it was, if that is before the new start, or else the decision falls at once. What is decided stays so.
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
