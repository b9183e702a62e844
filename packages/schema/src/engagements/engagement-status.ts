import type { EngagementStatus } from "./engagement.js";

/** The statuses that an engagement can move to from each status. Every other move is refused. */
const next: Readonly<Record<EngagementStatus, readonly EngagementStatus[]>> = {
  DRAFT: ["ACTIVE", "CANCELLED"],
  ACTIVE: ["PAUSED", "COMPLETED", "CANCELLED"],
  PAUSED: ["ACTIVE", "COMPLETED", "CANCELLED"],
  COMPLETED: [],
  CANCELLED: [],
};

/** Whether an engagement may move from one status to another. */
export function engagementMayBecome(from: EngagementStatus, to: EngagementStatus): boolean {
  return next[from].includes(to);
}

/** The statuses from which an engagement may move to this one. */
export function engagementStatusesBefore(to: EngagementStatus): EngagementStatus[] {
  return (Object.keys(next) as EngagementStatus[]).filter((from) => engagementMayBecome(from, to));
}

/** Whether the engagement has ended, so that nobody can join it. It goes on only if it is reopened. */
export function isEngagementOver(status: EngagementStatus): boolean {
  return next[status].length === 0;
}
