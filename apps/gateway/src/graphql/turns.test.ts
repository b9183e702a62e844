import { expect, test } from "@jest/globals";
import { usedCpuMs } from "@coachwork/platform";
import { Turns } from "./turns.js";

const payer = (firmId: string) => ({ actor: { firmId, actorId: "somebody" } });

test("a firm whose operation takes the process for long rests for as long, and others begin theirs meanwhile", async () => {
  const turns = new Turns();
  const begun: string[] = [];
  const ask = (firm: string, work: () => void = () => undefined) =>
    turns.take(payer(firm), async () => {
      begun.push(firm);
      work();
    });
  const long = ask("greedy", () => {
    for (const began = usedCpuMs(); usedCpuMs() - began < 300;);
  });
  const next = ask("greedy");
  await long;
  for (let time = 0; time < 3; time += 1) await ask("calm");
  await next;
  expect(begun).toEqual(["greedy", "calm", "calm", "calm", "greedy"]);
});

test("operations that take no time begin one after the other, whoever they are of, and one that fails holds up nobody", async () => {
  const turns = new Turns();
  const failing = turns.take(payer("greedy"), () => {
    throw new Error("It fails at once.");
  });
  await expect(failing).rejects.toThrow("It fails at once.");
  expect(await Promise.all([1, 2, 3].map((number) => turns.take(payer("greedy"), async () => number)))).toEqual([
    1, 2, 3,
  ]);
});
