import type { SessionStatus } from "./session.js";

interface Standing {
  /** Where the session may go from here. */
  readonly next: readonly SessionStatus[];
  /** Whether the session takes its coaches' time. */
  readonly takesTime: boolean;
}

/**
 * The one table of a session's moves; anything else is refused. Recording attendance ends a session, and only one that
 * has begun: nobody has failed to come before its time. COMPLETED and NO_SHOW follow from attendance and change places when
 * that is corrected; what was called off is never taken up again.
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

/** Whether a session may go from one status to another. */
export function mayBecome(from: SessionStatus, to: SessionStatus): boolean {
  return standings[from].next.includes(to);
}

/** Whether nobody else can have the coaches' time while the session stands like this. */
export function takesTime(status: SessionStatus): boolean {
  return standings[status].takesTime;
}
