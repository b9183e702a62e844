import { expect, test } from "@jest/globals";
import {
  type IntroductionAnswer,
  type IntroductionMove,
  moveAfter,
  introductionMoves,
  IntroductionStatus,
} from "@coachwork/schema";

test("an introduction is asked and then accepted by both, declined, withdrawn or expired, for good", () => {
  const moves = Object.entries<IntroductionMove>(introductionMoves).flatMap(([name, { from, to, by }]) =>
    from.map((before) => `${before} -> ${to} (${name}, by ${by})`),
  );
  expect(moves).toEqual([
    "ASKED -> ASKED (agreed, by ASKED_SIDE)",
    "ASKED -> ACCEPTED (accepted, by ASKED_SIDE)",
    "ASKED -> DECLINED (declined, by ASKED_SIDE)",
    "ASKED -> WITHDRAWN (withdrawn, by MENTOR)",
    "ASKED -> EXPIRED (expired, by TIME)",
  ]);
  expect(Object.keys(IntroductionStatus)).toHaveLength(moves.length);
});

test.each<[own: IntroductionAnswer, other: IntroductionAnswer | null, move: string]>([
  ["ACCEPTED", null, "agreed"],
  ["ACCEPTED", "ACCEPTED", "accepted"],
  ["DECLINED", null, "declined"],
  ["DECLINED", "ACCEPTED", "declined"],
])("the answer %s after the other's %s is the step %s", (own, other, move) => {
  expect(moveAfter(own, other)).toBe(move);
});
