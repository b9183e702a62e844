import { expect, test } from "@jest/globals";
import { cohortMemberMoves, CohortMemberStatus, moveOfMembers } from "@coachwork/schema";

test("a member goes from enrolled to completed, or stops early and can be enrolled again", () => {
  const moves = Object.entries(cohortMemberMoves).flatMap(([move, { from, to }]) =>
    from.map((before) => `${before} -> ${to} (${move})`),
  );
  expect(moves).toEqual([
    "DISCONTINUED -> ENROLLED (enrolled)",
    "CANCELLED -> ENROLLED (enrolled)",
    "ENROLLED -> AWAITING_MATCH (awaiting_match)",
    "AWAITING_MATCH -> ENROLLED (matched)",
    "ENROLLED -> IN_PROGRESS (started)",
    "AWAITING_MATCH -> IN_PROGRESS (started)",
    "IN_PROGRESS -> COMPLETED (completed)",
    "ENROLLED -> AWAITING_MATCH (released)",
    "AWAITING_MATCH -> AWAITING_MATCH (released)",
    "IN_PROGRESS -> AWAITING_MATCH (released)",
    "COMPLETED -> IN_PROGRESS (resumed)",
    "ENROLLED -> DISCONTINUED (discontinued)",
    "AWAITING_MATCH -> DISCONTINUED (discontinued)",
    "IN_PROGRESS -> DISCONTINUED (discontinued)",
    "ENROLLED -> CANCELLED (cancelled)",
    "AWAITING_MATCH -> CANCELLED (cancelled)",
    "IN_PROGRESS -> CANCELLED (cancelled)",
  ]);
});

test("every status can be reached, and members move with their engagement", () => {
  const reached = new Set(Object.values(cohortMemberMoves).map(({ to }) => to));
  expect(Object.values(CohortMemberStatus).filter((status) => !reached.has(status))).toEqual([]);
  expect(moveOfMembers).toEqual({
    activated: "started",
    completed: "completed",
    cancelled: "released",
    reopened: "resumed",
  });
});
