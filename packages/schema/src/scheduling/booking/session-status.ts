import { wordsOf, type WordOf } from "../../common/enums.js";

export const SessionStatus = wordsOf("SessionStatus", "The status of a session.", {
  HELD: "Its slot is held for a few minutes while somebody decides.",
  CONFIRMED: "Booked.",
  IN_PROGRESS: "In progress.",
  COMPLETED: "Took place.",
  CANCELLED: "Cancelled.",
  NO_SHOW: "Nobody came, excused or not.",
  EXPIRED: "Held and never confirmed.",
});
export type SessionStatus = WordOf<typeof SessionStatus>;

interface Standing {
  /** The statuses that the session can move to. */
  readonly next: readonly SessionStatus[];
  /** Whether the session takes its coaches' time. */
  readonly takesTime: boolean;
}

/**
 * The statuses of a session. Every move that is not listed is refused. Recording attendance ends a session, and only
 * one that has begun: nobody can miss a session before its time. COMPLETED and NO_SHOW follow from attendance and
 * change with its corrections. A cancelled session is never resumed.
 */
const standings: Readonly<Record<SessionStatus, Standing>> = {
  HELD: { next: ["CONFIRMED", "CANCELLED", "EXPIRED"], takesTime: true },
  CONFIRMED: { next: ["IN_PROGRESS", "CANCELLED"], takesTime: true },
  IN_PROGRESS: { next: ["COMPLETED", "NO_SHOW"], takesTime: true },
  COMPLETED: { next: ["NO_SHOW"], takesTime: false },
  CANCELLED: { next: [], takesTime: false },
  NO_SHOW: { next: ["COMPLETED"], takesTime: false },
  EXPIRED: { next: [], takesTime: false },
};

/** Whether a session may move from one status to another. */
export function mayBecome(from: SessionStatus, to: SessionStatus): boolean {
  return standings[from].next.includes(to);
}

/** Whether a session in this status blocks its coaches' time. */
export function takesTime(status: SessionStatus): boolean {
  return standings[status].takesTime;
}
