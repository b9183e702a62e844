import type { Moves } from "../common/move.js";
import type { EngagementStatus } from "./words.js";

/** Every step of an engagement's life, as what then has happened to it. Its event has the same name: `engagement.paused`. */
export const engagementMoves = {
  activated: { from: ["DRAFT"], to: "ACTIVE" },
  paused: { from: ["ACTIVE"], to: "PAUSED" },
  resumed: { from: ["PAUSED"], to: "ACTIVE" },
  completed: { from: ["ACTIVE", "PAUSED"], to: "COMPLETED" },
  cancelled: { from: ["DRAFT", "ACTIVE", "PAUSED"], to: "CANCELLED" },
  reopened: { from: ["COMPLETED", "CANCELLED"], to: "ACTIVE" },
} as const satisfies Moves<EngagementStatus>;

export type EngagementMoveName = keyof typeof engagementMoves;

/** Whether the engagement has ended, so that nobody can join it. It goes on only if it is reopened. */
export function isEngagementOver(status: EngagementStatus): boolean {
  return status === "COMPLETED" || status === "CANCELLED";
}
