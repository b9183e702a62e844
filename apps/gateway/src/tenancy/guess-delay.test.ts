import { expect, test } from "@jest/globals";
import { ACCOUNT, delayAfter, remaining } from "./guess-delay.js";

test("Four wrong guesses are free, and each further one doubles the delay, to a quarter of an hour", () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 100].map((failures) => delayAfter(failures, ACCOUNT) / 1000);
  expect(seconds).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 512, 900, 900]);
});

test("A wrong guess is forgiven with time, and a clock that is set back forgives nothing", () => {
  expect(remaining(5, 0, ACCOUNT)).toBe(5);
  expect(remaining(5, 2 * ACCOUNT.forgiveMs, ACCOUNT)).toBe(3);
  expect(remaining(5, 100 * ACCOUNT.forgiveMs, ACCOUNT)).toBe(0);
  expect(remaining(5, -60_000, ACCOUNT)).toBe(5);
});
