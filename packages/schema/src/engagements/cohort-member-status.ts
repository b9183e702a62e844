import type { Moves } from "../common/move.js";
import type { CohortMemberStatus } from "./cohort-member.js";
import type { EngagementMoveName } from "./engagement-status.js";

/** Every step on somebody's way through a cohort. Its event has the same name: `cohort_member.started`. */
export const cohortMemberMoves = {
  /** Once more: the first time, there is no step before. */
  enrolled: { from: ["DISCONTINUED", "CANCELLED"], to: "ENROLLED" },
  awaiting_match: { from: ["ENROLLED"], to: "AWAITING_MATCH" },
  /** Somebody was paired with a coach, and the engagement has not begun. */
  matched: { from: ["AWAITING_MATCH"], to: "ENROLLED" },
  started: { from: ["ENROLLED", "AWAITING_MATCH"], to: "IN_PROGRESS" },
  completed: { from: ["IN_PROGRESS"], to: "COMPLETED" },
  /** The engagement was cancelled, and the person waits for another one. */
  released: { from: ["ENROLLED", "AWAITING_MATCH", "IN_PROGRESS"], to: "AWAITING_MATCH" },
  resumed: { from: ["COMPLETED"], to: "IN_PROGRESS" },
  discontinued: { from: ["ENROLLED", "AWAITING_MATCH", "IN_PROGRESS"], to: "DISCONTINUED" },
  cancelled: { from: ["ENROLLED", "AWAITING_MATCH", "IN_PROGRESS"], to: "CANCELLED" },
} as const satisfies Moves<CohortMemberStatus>;

export type CohortMemberMoveName = keyof typeof cohortMemberMoves;

/** The step of its members that a step of an engagement's life brings about. */
export const moveOfMembers = {
  activated: "started",
  completed: "completed",
  cancelled: "released",
  reopened: "resumed",
} as const satisfies Partial<Record<EngagementMoveName, CohortMemberMoveName>>;
