import type { SessionStatus } from "./session.js";

interface Standing {
  /** Where the session may go from here. */
  readonly next: readonly SessionStatus[];
  /** Whether the session takes its coaches' time. */
  readonly takesTime: boolean;
}

/** The one table of a session's moves; anything else is refused. */
const standings: Readonly<Record<SessionStatus, Standing>> = {
  HELD: { next: ["CONFIRMED", "CANCELLED", "EXPIRED"], takesTime: true },
  CONFIRMED: { next: ["IN_PROGRESS", "CANCELLED", "NO_SHOW"], takesTime: true },
  IN_PROGRESS: { next: ["COMPLETED"], takesTime: true },
  COMPLETED: { next: [], takesTime: false },
  CANCELLED: { next: [], takesTime: false },
  NO_SHOW: { next: [], takesTime: false },
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
