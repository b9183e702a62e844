import { expect, test } from "@jest/globals";
import { mapInPortions, usedCpuMs } from "@coachwork/platform";

function work(ms: number): void {
  for (const began = usedCpuMs(); usedCpuMs() - began < ms;);
}

test("others have turns within a long computation, and within a short one none", async () => {
  const doubled = () => mapInPortions([1, 2, 3], (step) => step * 2);
  await doubled(); // the first time, compiling it takes long
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  expect(await doubled()).toEqual([2, 4, 6]);
  expect(turns).toBe(0);
  await mapInPortions(Array.from({ length: 40 }), () => work(1));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});
