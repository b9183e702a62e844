import type { EngagementStatus } from "./engagement.js";

/** The one table of an engagement's moves: which status it may go on to from each. Anything else is refused. */
const next: Readonly<Record<EngagementStatus, readonly EngagementStatus[]>> = {
  DRAFT: ["ACTIVE", "CANCELLED"],
  ACTIVE: ["PAUSED", "COMPLETED", "CANCELLED"],
  PAUSED: ["ACTIVE", "COMPLETED", "CANCELLED"],
  COMPLETED: [],
  CANCELLED: [],
};

/** Whether an engagement may go from one status to another. */
export function engagementMayBecome(from: EngagementStatus, to: EngagementStatus): boolean {
  return next[from].includes(to);
}

/** Those from which an engagement may go on to this one. */
export function engagementStatusesBefore(to: EngagementStatus): EngagementStatus[] {
  return (Object.keys(next) as EngagementStatus[]).filter((from) => engagementMayBecome(from, to));
}

/** Whether the engagement has ended, for good: nobody joins it any more. */
export function isEngagementOver(status: EngagementStatus): boolean {
  return next[status].length === 0;
}
