import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { GiveWay } from "./give-way.js";

const giveWay = new GiveWay();
const { ask } = giveWay.to({ ask: (answer: Promise<string>) => answer });

test("a job has its turn at once where nobody waits for an answer", async () => {
  const turn = giveWay.turn();
  const answer = Promise.withResolvers<string>();
  const late = ask(answer.promise);
  await turn;
  answer.resolve("an answer");
  expect(await late).toBe("an answer");
});

test("a job lets all who ask have their answer first, also where that is an error", async () => {
  const [one, other] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const done: string[] = [];
  const asked = [ask(one.promise).then((answer) => done.push(answer)), ask(other.promise).catch(() => done.push("no"))];
  const turns = [1, 2].map(() => giveWay.turn().then(() => done.push("job")));
  one.resolve("yes");
  await pause(20);
  expect(done).toEqual(["yes"]);
  other.reject(new Error("No."));
  await Promise.all([...asked, ...turns]);
  expect(done.toSorted()).toEqual(["job", "job", "no", "yes"]);
});

test("a job waits a quarter of a second and no longer where somebody asks all the time", async () => {
  const never = Promise.withResolvers<string>();
  const asked = ask(never.promise);
  const from = performance.now();
  await giveWay.turn();
  expect(performance.now() - from).toBeGreaterThanOrEqual(245);
  never.resolve("at last");
  await asked;
  await giveWay.turn();
});
