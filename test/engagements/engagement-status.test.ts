import { expect, test } from "@jest/globals";
import { engagementMoves, EngagementStatus, isEngagementOver } from "@coachwork/schema";

test("an engagement goes from draft to active and paused, ends completed or cancelled, and can be reopened", () => {
  const moves = Object.entries(engagementMoves).flatMap(([move, { from, to }]) =>
    from.map((before) => `${before} -> ${to} (${move})`),
  );
  expect(moves).toEqual([
    "DRAFT -> ACTIVE (activated)",
    "ACTIVE -> PAUSED (paused)",
    "PAUSED -> ACTIVE (resumed)",
    "ACTIVE -> COMPLETED (completed)",
    "PAUSED -> COMPLETED (completed)",
    "DRAFT -> CANCELLED (cancelled)",
    "ACTIVE -> CANCELLED (cancelled)",
    "PAUSED -> CANCELLED (cancelled)",
    "COMPLETED -> ACTIVE (reopened)",
    "CANCELLED -> ACTIVE (reopened)",
  ]);
});

test("what is completed or cancelled is over", () => {
  expect(Object.values(EngagementStatus).filter(isEngagementOver)).toEqual(["COMPLETED", "CANCELLED"]);
});
