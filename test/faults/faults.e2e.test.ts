import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { faultsFound } from "./checker.ts";
import { someFaults } from "./faults.ts";
import { openStory, type Story } from "./story.ts";
import { eventually } from "./world.ts";

// The short form of `pnpm chaos`.
jest.setTimeout(300_000);

let story: Story;

beforeAll(async () => {
  story = await openStory({ writers: 4, followers: 20, restMs: 100 });
});

afterAll(async () => {
  await story?.close();
});

test.each(someFaults)("writing goes on after this: $name", async ({ happen }) => {
  const { world, writers } = story;
  await happen(world);
  const before = writers.map(({ done }) => done);
  await eventually("writers", async () => writers.every(({ done }, index) => done > before[index]! + 3));
});

test("nobody was told what does not hold, nothing is missing, and nothing is there twice", async () => {
  const { writers, followers, partners } = story;
  await Promise.all(writers.map((writer) => writer.stop()));
  expect(await faultsFound(story)).toEqual([]);
  expect(writers.flatMap(({ asked }) => asked).length).toBeGreaterThan(100);
  for (const { seqs } of followers) expect(seqs.length).toBeGreaterThan(0);
  for (const { receiver } of partners) expect(receiver.received.length).toBeGreaterThan(10);
});
