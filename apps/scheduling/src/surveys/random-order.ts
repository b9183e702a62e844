import { randomInt } from "node:crypto";

/** The same items in random order. */
export function inRandomOrder<T>(all: readonly T[]): T[] {
  const shuffled = [...all];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}
