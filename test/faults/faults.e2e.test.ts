import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { faultsFound } from "./checker.ts";
import { someFaults } from "./faults.ts";
import { Follower } from "./followers.ts";
import { eventually, openWorld, type World } from "./world.ts";
import { Writer } from "./writers.ts";

jest.setTimeout(300_000);

let world: World;
let writers: Writer[];
let followers: Follower[];

beforeAll(async () => {
  world = await openWorld();
  writers = [await Writer.start(world, true), await Writer.start(world, false), await Writer.start(world, true)];
  followers = writers.map(({ coach }, index) => new Follower(world, coach, index % 2));
});

afterAll(async () => {
  await Promise.all([...(writers ?? []), ...(followers ?? [])].map((one) => one.stop()));
  await world?.close();
});

test.each(someFaults)("bookings go on after this: $name", async ({ happen }) => {
  await happen(world);
  const before = writers.map(({ done }) => done);
  await eventually("bookings", async () => writers.every(({ done }, index) => done > before[index]! + 3));
});

test("nobody was told what does not hold, nothing is missing, and nothing is there twice", async () => {
  await Promise.all(writers.map((writer) => writer.stop()));
  expect(writers.flatMap(({ asked }) => asked).length).toBeGreaterThan(100);
  expect(await faultsFound(world, writers, followers)).toEqual([]);
});
