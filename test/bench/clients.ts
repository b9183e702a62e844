import type { Cell } from "./measure.ts";
import type { Page } from "./pages/page.ts";
import type { Report } from "./report.ts";
import type { BenchServer } from "./servers/server.ts";
import type { Stage } from "./stage.ts";
import { verified } from "./verify.ts";
import type { World } from "./world.ts";

const CLIENTS = 1_000;
const SECONDS = 10;

/** Many clients at once, each of which asks again as soon as it is answered: nobody may be turned away. */
export async function clients(
  stage: Stage,
  report: Report,
  pages: readonly Page[],
  servers: readonly BenchServer[],
  world: World,
): Promise<void> {
  for (const page of pages) {
    report.say(`\n${CLIENTS} clients at once for ${SECONDS} s, ${page.name}: ${page.says}`);
    const cells = await verified(page, page.requests(world), servers, world.viewers[page.viewer].token);
    const [ours, ...peers] = await observe(stage, report, cells);
    for (const theirs of peers) {
      const line = { case: `clients-${page.name}`, peer: theirs.name };
      report.compare({ ...line, metric: "requests", unit: "1/s", more: true, ours: ours!.pace, theirs: theirs.pace });
      report.compare({ ...line, metric: "p99", unit: "ms", more: false, ours: ours!.p99, theirs: theirs.p99 });
      // In thousandths and one more, so that none, which is what ours must have, can be divided by.
      const share = ({ failures, requests }: typeof theirs) => 1 + (1_000 * failures) / Math.max(1, requests);
      report.compare({
        ...line,
        metric: "failures",
        unit: "1+1/1000",
        more: false,
        ours: share(ours!),
        theirs: share(theirs),
      });
    }
    if (ours!.failures > 0) process.exitCode = 1;
  }
}

async function observe(stage: Stage, report: Report, cells: readonly Cell[]) {
  const found = [];
  for (const { server, token, bodies, least } of cells) {
    const load = { url: server.url, token, bodies };
    await stage.generator.run({ ...load, connections: 8, seconds: 2 });
    const seen = await stage.generator.run({ ...load, connections: CLIENTS, seconds: SECONDS });
    const failures = seen.failures + (seen.shortest < least ? 1 : 0);
    report.say(`  ${server.name}: ${failures} failures in ${seen.requests} requests`);
    found.push({ ...seen, name: server.name, failures, pace: seen.requests / seen.seconds });
  }
  return found;
}
