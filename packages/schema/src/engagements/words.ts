import { wordsOf, type WordOf } from "../common/enums.js";

export const EngagementKind = wordsOf("EngagementKind", "Whether an engagement is coaching or mentoring.", {
  COACHING: "Works on a specific goal, skill or behaviour for a limited time. It has an end date and an allocation.",
  MENTORING: "Develops the whole person over time. It may be open-ended.",
});
export type EngagementKind = WordOf<typeof EngagementKind>;

export const EngagementFormat = wordsOf("EngagementFormat", "Who an engagement is with.", {
  INDIVIDUAL: "One person.",
  GROUP: "Several people together, each with their own goals.",
  TEAM: "One team with a shared goal.",
});
export type EngagementFormat = WordOf<typeof EngagementFormat>;

export const MentoringForm = wordsOf("MentoringForm", "How mentoring is agreed. Coaching is always agreed formally.", {
  FORMAL: "Both sides agree on objectives and length.",
  INFORMAL: "No agreement is needed, and there is no allocation.",
});
export type MentoringForm = WordOf<typeof MentoringForm>;

export const EngagementStatus = wordsOf("EngagementStatus", "The status of an engagement.", {
  DRAFT: "Not agreed yet. No session can be booked.",
  ACTIVE: "In progress.",
  PAUSED: "Interrupted. No session can be booked.",
  COMPLETED: "Ended as agreed.",
  CANCELLED: "Ended early.",
});
export type EngagementStatus = WordOf<typeof EngagementStatus>;

export const AllocationUnit = wordsOf("AllocationUnit", "The unit of an allocation.", {
  SESSIONS: "Sessions.",
  HOURS: "Hours of 60 minutes.",
});
export type AllocationUnit = WordOf<typeof AllocationUnit>;
