import { expect, test } from "@jest/globals";
import { done } from "../support/mutate.ts";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { sharedStage } from "../support/stage.ts";
import { WorksheetsWorld } from "./worksheets-world.ts";

const stage = await sharedStage();

const answers = [
  { number: 1, text: "A secret plan" },
  { number: 6, value: 3 },
];

test("participants hear of each round, and the coach of each hand-in, without what was written", async () => {
  const world = await WorksheetsWorld.open(stage, { title: "First hundred days" });
  const id = await world.assigned();
  const lettersOf = async (name: string) => {
    await allDone(stage.database, world.firm.firmId);
    return lettersTo(stage.platform.outbox, world.addressOf(name));
  };
  const subjects = async (name: string) => (await lettersOf(name)).map(({ subject }) => subject).sort();
  const wanted = "Please fill in: My week (First hundred days)";
  expect(await subjects("Clemens")).toEqual([wanted]);
  await done(world.client, "saveWorksheet", { id, answers });
  expect(await subjects("Carla")).toEqual([]);
  await done(world.client, "handInWorksheet", { id });
  const handedIn = "Clemens has handed in: My week (First hundred days)";
  expect(await subjects("Carla")).toEqual([handedIn]);
  await done(world.coach, "handBackWorksheet", { id, comment: "Say more" });
  expect(await subjects("Clemens")).toEqual([wanted, "Please look at it once more: My week (First hundred days)"]);
  await done(world.client, "handInWorksheet", { id });
  expect(await subjects("Carla")).toEqual([handedIn, handedIn]);
  const texts = [...(await lettersOf("Carla")), ...(await lettersOf("Clemens"))].map(
    ({ text, html }) => `${text} ${html}`,
  );
  expect(texts.join()).not.toMatch(/secret plan|Say more/);
});
