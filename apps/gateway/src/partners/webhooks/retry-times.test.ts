import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { RETRIES, retryAt } from "./retry-times.js";

test("A wait is as long as was promised, and a tenth longer at most", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: RETRIES.length }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        const waited = retryAt(tries, 1_000, () => random)! - 1_000;
        const wait = RETRIES[tries - 1]!;
        expect(waited).toBeGreaterThanOrEqual(wait);
        expect(waited).toBeLessThanOrEqual(wait * 1.1 + 1);
      },
    ),
  );
});

test("Messages that failed together are not all sent again together", () => {
  expect([0, 0.5, 1].map((random) => retryAt(1, 0, () => random))).toEqual([5_000, 5_250, 5_500]);
});

test("After the last wait, a message is given up", () => {
  expect(retryAt(RETRIES.length + 1, 0)).toBeUndefined();
});
