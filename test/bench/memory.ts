import type { BenchDatabase } from "./database.ts";
import { single } from "./pages/single.ts";
import type { Report } from "./report.ts";
import { startCoachwork } from "./servers/coachwork.ts";
import { residentMemory } from "./servers/server.ts";
import type { Stage } from "./stage.ts";
import { verified } from "./verify.ts";
import type { Explored } from "./world.ts";

/** Before them: V8 lets the heap grow until it first collects all of it, which takes this long when little is kept. */
const WARM_UP = 200_000;
const REQUESTS = 100_000;
const STEPS = 20;

/** The gateway's memory over many requests: what each leaves behind adds up. */
export async function memory(stage: Stage, report: Report, database: BenchDatabase, world: Explored): Promise<void> {
  const [server] = await stage.start(startCoachwork(database));
  const requests = single.requests({ ...world, deep: undefined as never });
  const [cell] = await verified(single, requests, [server!], world.viewers.owner.token);
  const { bodies, token } = cell!;
  const run = (count: number) =>
    stage.generator.run({ url: server!.url, token, bodies, connections: 8, requests: count });
  await run(WARM_UP);
  const samples = [residentMemory(server!)];
  for (let step = 0; step < STEPS; step++) {
    const { failures } = await run(REQUESTS / STEPS);
    if (failures > 0) throw new Error(`${failures} requests failed.`);
    samples.push(residentMemory(server!));
  }
  const megabytes = samples.map((bytes) => bytes / 1e6);
  const slope = slopeOf(megabytes) * STEPS;
  report.say(`Resident memory after ${WARM_UP} requests and then every ${REQUESTS / STEPS}, in MB:`);
  report.say(`  ${megabytes.map((value) => value.toFixed(0)).join(" ")}`);
  report.say(`  fitted: ${slope.toFixed(1)} MB in ${REQUESTS} requests`);
  const line = { case: "memory", unit: "MB", more: false, peer: "after-warm-up" };
  report.compare({ ...line, metric: "rss", ours: megabytes.at(-1)!, theirs: megabytes[0]! });
  report.compare({ ...line, metric: "rss-fitted", ours: megabytes[0]! + slope, theirs: megabytes[0]! });
}

/** By least squares, a step. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [above, below] = [0, 0];
  for (const [place, value] of values.entries()) {
    above += (place - middle) * (value - mean);
    below += (place - middle) ** 2;
  }
  return above / below;
}
