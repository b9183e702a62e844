/**
 * `pnpm chaos [SECONDS]`: twenty people write, 200 follow what happens, and three partners are told by webhook, while everything
 * fails that can, for two minutes by default. Prints after each fault how long it took until all could write again, and at the end
 * what does not hold.
 */
import { faultsFound } from "./checker.ts";
import { allFaults } from "./faults.ts";
import { openStory } from "./story.ts";
import { eventually } from "./world.ts";
import type { Told } from "./writers.ts";

const seconds = Number(process.argv[2] ?? 120);
const story = await openStory({ writers: 20, followers: 200, restMs: 2_000 });
const { world, writers, followers, partners } = story;

const end = performance.now() + 1_000 * seconds;
for (let turn = 0; performance.now() < end; turn += 1) {
  const { name, happen } = allFaults[turn % allFaults.length]!;
  await happen(world);
  const over = performance.now();
  const before = writers.map(({ done }) => done);
  const writeAgain = async () => writers.every(({ done }, index) => done > before[index]!);
  const after = await eventually("writers", writeAgain).then(
    () => `all write again after ${Math.round(performance.now() - over)} ms`,
    ({ message }: Error) => message,
  );
  console.log(`${turn + 1}. ${name}: ${after}`);
}
await Promise.all(writers.map((writer) => writer.stop()));
const found = await faultsFound(story);

const asked = writers.flatMap((writer) => writer.asked);
const told = followers.reduce((sum, { seqs }) => sum + seqs.length, 0);
const messages = partners.flatMap(({ receiver }) => receiver.received);
const repeated = messages.length - new Set(messages.map(({ id }) => id)).size;
const of = (answer: Told) => asked.filter(({ told: each }) => each === answer).length;
console.log(`${writers.length} writers asked for ${asked.length} changes: ${of("DONE")} were made.`);
console.log(`Not made: ${of("NOT_DONE")}; not known: ${of("NOT_KNOWN") + of("NOTHING")}.`);
console.log(`${followers.length} followers were told of ${told} events.`);
console.log(`${partners.length} partners got ${messages.length} messages, of which ${repeated} were repeated.`);
console.log(found.length === 0 ? "PASSED: everybody was told what holds, in order." : `FAILED:\n${found.join("\n")}`);
await story.close();
process.exitCode = found.length === 0 ? 0 : 1;
