import { expect, test } from "@jest/globals";
import { programMoves } from "@coachwork/schema";

test("a program goes from draft to active to archived, and a draft can be archived at once", () => {
  const moves = Object.entries(programMoves).flatMap(([move, { from, to }]) =>
    from.map((before) => `${before} -> ${to} (${move})`),
  );
  expect(moves).toEqual([
    "DRAFT -> ACTIVE (activated)",
    "DRAFT -> ARCHIVED (archived)",
    "ACTIVE -> ARCHIVED (archived)",
  ]);
});
