import type { EmailKind, SessionStatus } from "@coachwork/schema";
import type { TimeSpan } from "./when.js";

/** News about a session for one person. */
export interface News extends TimeSpan {
  readonly kind: EmailKind;
}

/** A session from one person's view. */
export interface Standing {
  readonly session: TimeSpan & { readonly status: SessionStatus };
  /** Whether the person is one of the session's coaches and participants. */
  readonly isExpected: boolean;
  /** The session's time as the person knows it. Undefined if they know of none. */
  readonly known: TimeSpan | undefined;
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
export function newsFor({ session, isExpected, known }: Standing, now: number): News | undefined {
  const { startsAt, endsAt } = session;
  if (takesPlace(session.status) && isExpected) {
    if (startsAt.getTime() <= now) return undefined;
    if (!known) return { kind: "SESSION_BOOKED", startsAt, endsAt };
    return isSameTime(known, session) ? undefined : { kind: "SESSION_RESCHEDULED", startsAt, endsAt };
  }
  if (!known || known.startsAt.getTime() <= now) return undefined;
  return { kind: "SESSION_CANCELLED", startsAt: known.startsAt, endsAt: known.endsAt };
}

export function isSameTime(one: TimeSpan, other: TimeSpan): boolean {
  return one.startsAt.getTime() === other.startsAt.getTime() && one.endsAt.getTime() === other.endsAt.getTime();
}
