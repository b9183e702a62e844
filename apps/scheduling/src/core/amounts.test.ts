import { expect, test } from "@jest/globals";
import { amountText, minutesText } from "./amounts.js";

test("a noun is plural unless there is one", () => {
  expect([0, 1, 2].map((amount) => amountText(amount, "session"))).toEqual(["0 sessions", "1 session", "2 sessions"]);
});

test("whole hours are written in hours", () => {
  expect([0, 1, 60, 90, 1440].map(minutesText)).toEqual(["0 minutes", "1 minute", "1 hour", "90 minutes", "24 hours"]);
});
