/**
 * `pnpm chaos [ROUNDS]`: bookings and followers of schedules, while everything fails that can. Prints after each fault how
 * long it took until all could book again, and at the end what does not hold.
 */
import { faultsFound } from "./checker.ts";
import { allFaults } from "./faults.ts";
import { Follower } from "./followers.ts";
import { eventually, openWorld } from "./world.ts";
import { Writer } from "./writers.ts";

const rounds = Number(process.argv[2] ?? 3);
const world = await openWorld();
const writers: Writer[] = [];
for (const hasKeys of [true, false, true, false]) writers.push(await Writer.start(world, hasKeys));
const followers = writers.map(({ coach }, index) => new Follower(world, coach, index % 2));

for (let round = 1; round <= rounds; round += 1) {
  for (const { name, happen } of allFaults) {
    await happen(world);
    const over = performance.now();
    const before = writers.map(({ done }) => done);
    const bookAgain = async () => writers.every(({ done }, index) => done > before[index]!);
    const after = await eventually("bookings", bookAgain).then(
      () => `bookings again after ${Math.round(performance.now() - over)} ms`,
      ({ message }: Error) => message,
    );
    console.log(`${round}. ${name}: ${after}`);
  }
}
await Promise.all(writers.map((writer) => writer.stop()));
const found = await faultsFound(world, writers, followers);
const asked = writers.flatMap((writer) => writer.asked);
console.log(`${asked.length} bookings, of which ${asked.filter(({ told }) => told === "DONE").length} were made.`);
console.log(found.length === 0 ? "Everybody was told what holds, once." : found.join("\n"));
await Promise.all(followers.map((follower) => follower.stop()));
await world.close();
process.exitCode = found.length === 0 ? 0 : 1;
