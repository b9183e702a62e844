import { describe, expect, test } from "@jest/globals";
import { mayBecome, SessionStatus, takesTime } from "@coachwork/schema";

const all = Object.values(SessionStatus);

/** Written from what is promised of a session's states, not from the table. */
const allowed = [
  "HELD -> CONFIRMED",
  "HELD -> CANCELLED",
  "HELD -> EXPIRED",
  "CONFIRMED -> IN_PROGRESS",
  "CONFIRMED -> CANCELLED",
  "IN_PROGRESS -> COMPLETED",
  "IN_PROGRESS -> NO_SHOW",
  // Corrections of the attendance.
  "COMPLETED -> NO_SHOW",
  "NO_SHOW -> COMPLETED",
];

describe("a session", () => {
  const moves = all.flatMap((from) => all.map((to) => [from, to, allowed.includes(`${from} -> ${to}`)] as const));

  test.each(moves)("goes from %s to %s: %s", (from, to, may) => {
    expect(mayBecome(from, to)).toBe(may);
  });

  test("takes its coaches' time until it has ended", () => {
    expect(all.filter(takesTime)).toEqual(["HELD", "CONFIRMED", "IN_PROGRESS"]);
  });

  test("that was called off or never confirmed is never taken up again", () => {
    for (const ended of ["CANCELLED", "EXPIRED"] as const)
      expect(all.filter((status) => mayBecome(ended, status))).toEqual([]);
  });
});
