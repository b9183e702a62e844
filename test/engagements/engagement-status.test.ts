import { expect, test } from "@jest/globals";
import { engagementMayBecome, EngagementStatus, engagementStatusesBefore, isEngagementOver } from "@coachwork/schema";

test("an engagement goes from draft to active and paused, and ends completed or cancelled", () => {
  const all = Object.values(EngagementStatus);
  const moves = all.flatMap((from) =>
    all.filter((to) => engagementMayBecome(from, to)).map((to) => `${from} -> ${to}`),
  );
  expect(moves).toEqual([
    "DRAFT -> ACTIVE",
    "DRAFT -> CANCELLED",
    "ACTIVE -> PAUSED",
    "ACTIVE -> COMPLETED",
    "ACTIVE -> CANCELLED",
    "PAUSED -> ACTIVE",
    "PAUSED -> COMPLETED",
    "PAUSED -> CANCELLED",
  ]);
});

test("what is completed or cancelled is over", () => {
  expect(Object.values(EngagementStatus).filter(isEngagementOver)).toEqual(["COMPLETED", "CANCELLED"]);
});

test("a refused move can say what would have been right", () => {
  expect(engagementStatusesBefore("COMPLETED")).toEqual(["ACTIVE", "PAUSED"]);
});
