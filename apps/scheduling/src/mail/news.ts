import type { EmailKind, SessionStatus } from "@coachwork/schema";
import type { TimeSpan } from "./when.js";

/** What somebody has to be told about a session. */
export interface News extends TimeSpan {
  readonly kind: EmailKind;
}

/** How a session stands for somebody. */
export interface Standing {
  readonly session: TimeSpan & { readonly status: SessionStatus };
  /** Whether the person is one of the session's coaches and participants. */
  readonly isExpected: boolean;
  /** The time at which the person believes the session to be; undefined: knows of none. */
  readonly known: TimeSpan | undefined;
}

/** A session that was never booked, or does not take place. */
const off: readonly SessionStatus[] = ["HELD", "CANCELLED", "EXPIRED"];

export function takesPlace(status: SessionStatus): boolean {
  return !off.includes(status);
}

/**
 * What somebody has to be told, given what they know: the difference between that and how things are. So changes that
 * follow fast on each other are told as one, whoever never heard of a session is not told that it was called off, and
 * whatever is told again is no news. The past is none either. `now` is in epoch milliseconds.
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
