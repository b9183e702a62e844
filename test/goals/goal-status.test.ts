import { expect, test } from "@jest/globals";
import { goalMoves, GoalStatus } from "@coachwork/schema";

test("a goal is achieved or dropped, and can be taken up again", () => {
  const moves = Object.entries(goalMoves).flatMap(([move, { from, to }]) =>
    from.map((before) => `${before} -> ${to} (${move})`),
  );
  expect(moves).toEqual([
    "OPEN -> ACHIEVED (achieved)",
    "OPEN -> DROPPED (dropped)",
    "ACHIEVED -> OPEN (reopened)",
    "DROPPED -> OPEN (reopened)",
  ]);
  expect(Object.values(GoalStatus)).toEqual(["OPEN", "ACHIEVED", "DROPPED"]);
});
