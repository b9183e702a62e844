import type { EngagementStatus } from "@coachwork/schema";

/** Which status an engagement may go on to from each. */
const MOVES: Readonly<Record<EngagementStatus, readonly EngagementStatus[]>> = {
  DRAFT: ["ACTIVE", "CANCELLED"],
  ACTIVE: ["PAUSED", "COMPLETED", "CANCELLED"],
  PAUSED: ["ACTIVE", "COMPLETED", "CANCELLED"],
  COMPLETED: [],
  CANCELLED: [],
};

export function mayMove(from: EngagementStatus, to: EngagementStatus): boolean {
  return MOVES[from].includes(to);
}

/** Those from which an engagement may go on to this one. */
export function statusesBefore(to: EngagementStatus): EngagementStatus[] {
  return (Object.keys(MOVES) as EngagementStatus[]).filter((from) => mayMove(from, to));
}

/** Whether the engagement has ended, for good: nobody joins it any more. */
export function isOver(status: EngagementStatus): boolean {
  return MOVES[status].length === 0;
}
