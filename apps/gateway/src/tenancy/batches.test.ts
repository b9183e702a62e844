import { expect, test } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { batchesOf } from "./batches.js";

const items = (count: number) => Array.from({ length: count }, (_, index) => index);

async function batches(count: number): Promise<(readonly number[])[]> {
  const found: (readonly number[])[] = [];
  for await (const batch of batchesOf(items(count))) found.push(batch);
  return found;
}

test.each([0, 1, 20, 21, 40, 41, 1_000])("%d items are in batches, each once and in order", async (count) => {
  const found = await batches(count);
  expect(found.flat()).toEqual(items(count));
  expect(found).toHaveLength(Math.ceil(count / 20));
});

test("between batches others get as long as the last one took", async () => {
  const took: number[] = [];
  const rested: number[] = [];
  let ended: number | undefined;
  for await (const _ of batchesOf(items(60))) {
    const began = performance.now();
    if (ended !== undefined) rested.push(began - ended);
    await pause(20);
    ended = performance.now();
    took.push(ended - began);
  }
  expect(rested).toHaveLength(2);
  // A timer counts whole milliseconds.
  rested.forEach((rest, index) => expect(rest).toBeGreaterThanOrEqual(took[index]! - 2));
});
