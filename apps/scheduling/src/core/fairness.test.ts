import { expect, test } from "@jest/globals";
import { byFairness, byId } from "./fairness.js";

const shares = [
  { coachId: "e", had: 3, lastAt: 1 },
  { coachId: "d", had: 2, lastAt: 9 },
  { coachId: "c", had: 2, lastAt: 5 },
  { coachId: "b", had: 2, lastAt: 5 },
  { coachId: "a", had: 2 },
];

test("it is the turn of who has had least, then of who was longest ago or never, then by id", () => {
  expect(shares.toSorted(byFairness).map(({ coachId }) => coachId)).toEqual(["a", "b", "c", "d", "e"]);
  expect([...shares, { coachId: "z", had: 0, lastAt: 9 }].toSorted(byFairness)[0]!.coachId).toBe("z");
});

test("by id, upper case is before lower case wherever the program runs", () => {
  const ids = ["b", "B", "a", "ä"].map((coachId) => ({ coachId, had: 0 }));
  expect(ids.toSorted(byId).map(({ coachId }) => coachId)).toEqual(["B", "a", "b", "ä"]);
});
