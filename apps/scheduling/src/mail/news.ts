import type { EmailKind, SessionStatus, Shown } from "@coachwork/schema";
import { showsSame } from "./shown.js";
import type { TimeSpan } from "./when.js";

/** A session as somebody knows it, or is to know it: its time, and what else is shown of it. */
export interface Known extends TimeSpan {
  readonly shown: Shown | null;
}

/** News about a session for one person. */
export interface News extends Known {
  readonly kind: EmailKind;
}

/** A session from one person's view. */
export interface Standing {
  readonly session: TimeSpan & { readonly status: SessionStatus };
  /** What the person is to be shown of it. Undefined if they are not one of the session's coaches and participants. */
  readonly shown: Shown | undefined;
  /** The session as the person knows it. Undefined if they know of none. */
  readonly known: Known | undefined;
}

/** A session that was never booked, or does not take place. */
const off: readonly SessionStatus[] = ["HELD", "CANCELLED", "EXPIRED"];

export function takesPlace(status: SessionStatus): boolean {
  return !off.includes(status);
}

/**
 * What a person must be told: the difference between what they know and the current state. So quick changes are told as
 * one, a person who never heard of a session is not told of its cancellation, and repetitions are no news. The past is
 * no news either. `now` is in epoch milliseconds.
 */
export function newsFor({ session, shown, known }: Standing, now: number): News | undefined {
  const { startsAt, endsAt } = session;
  if (takesPlace(session.status) && shown) {
    if (startsAt.getTime() <= now) return undefined;
    if (!known) return { kind: "SESSION_BOOKED", startsAt, endsAt, shown };
    if (!isSameTime(known, session)) return { kind: "SESSION_RESCHEDULED", startsAt, endsAt, shown };
    return showsSame(known.shown, shown) ? undefined : { kind: "SESSION_CHANGED", startsAt, endsAt, shown };
  }
  if (!known || known.startsAt.getTime() <= now) return undefined;
  return { kind: "SESSION_CANCELLED", startsAt: known.startsAt, endsAt: known.endsAt, shown: known.shown };
}

export function isSameTime(one: TimeSpan, other: TimeSpan): boolean {
  return one.startsAt.getTime() === other.startsAt.getTime() && one.endsAt.getTime() === other.endsAt.getTime();
}
