import { describe, expect, test } from "@jest/globals";
import {
  type MatchAnswer,
  type MatchMove,
  moveAfter,
  type MatchMoveName,
  matchMoves,
  MatchStatus,
} from "@coachwork/schema";

const moves = Object.entries<MatchMove>(matchMoves);

/** Every way through a match's life, from the proposal to an end. A step that leaves the status as it is, is taken once. */
function paths(status: MatchStatus, taken: readonly string[] = []): string[] {
  const next = moves.filter(([name, { from }]) => from.includes(status) && !taken.includes(name));
  if (!moves.some(([, { from }]) => from.includes(status))) return [[...taken, status].join(" ")];
  return next.flatMap(([name, { to }]) => paths(to, [...taken, name]));
}

describe("a match", () => {
  test("takes each step from these statuses alone", () => {
    const steps = moves.flatMap(([name, { from, to, by }]) =>
      from.map((before) => `${before} -> ${to} (${name}, by ${by})`),
    );
    expect(steps).toEqual([
      "PROPOSED -> OFFERED (offered, by MANAGER)",
      "OFFERED -> OFFERED (agreed, by ASKED_SIDE)",
      "OFFERED -> ACCEPTED (accepted, by ASKED_SIDE)",
      "ACCEPTED -> PAIRED (paired, by MANAGER)",
      "OFFERED -> DECLINED (declined, by ASKED_SIDE)",
      "PROPOSED -> WITHDRAWN (withdrawn, by MANAGER)",
      "OFFERED -> WITHDRAWN (withdrawn, by MANAGER)",
      "ACCEPTED -> WITHDRAWN (withdrawn, by MANAGER)",
      "OFFERED -> EXPIRED (expired, by TIME)",
    ]);
  });

  test("goes one of these ways, and each of them ends", () => {
    const answered = (path: string) => [`offered ${path}`, `offered agreed ${path}`];
    const ways = ["accepted paired PAIRED", "accepted withdrawn WITHDRAWN", "declined DECLINED", "expired EXPIRED"];
    const ends = [...ways, "withdrawn WITHDRAWN"].flatMap(answered);
    expect(paths("PROPOSED").sort()).toEqual(["withdrawn WITHDRAWN", ...ends].sort());
    const reached = new Set<string>(["PROPOSED", ...moves.map(([, { to }]) => to)]);
    expect([...reached].sort()).toEqual(Object.keys(MatchStatus).sort());
  });
});

test.each<[own: MatchAnswer, other: MatchAnswer | null, move: MatchMoveName]>([
  ["ACCEPTED", null, "agreed"],
  ["ACCEPTED", "ACCEPTED", "accepted"],
  ["DECLINED", null, "declined"],
  ["DECLINED", "ACCEPTED", "declined"],
])("the answer %s after the other's %s is the step %s", (own, other, move) => {
  expect(moveAfter(own, other)).toBe(move);
});
