import { clients } from "./clients.ts";
import { withCursors } from "./cursors.ts";
import { growth } from "./growth.ts";
import { type Effort, measure } from "./measure.ts";
import { memory } from "./memory.ts";
import type { Options } from "./options.ts";
import { pages } from "./pages.ts";
import { Report } from "./report.ts";
import { startCoachwork } from "./servers/coachwork.ts";
import { startLimit, startUnguardedLimit } from "./servers/limit.ts";
import { startNaive } from "./servers/naive.ts";
import { startPostgraphile } from "./servers/postgraphile.ts";
import { Stage } from "./stage.ts";
import { verified } from "./verify.ts";
import { sights } from "./sights.ts";
import { explore } from "./world.ts";

const CONNECTIONS = 8;

/** How fast pages are read: of the gateway, its peers and the limit. */
export async function reads(options: Options): Promise<void> {
  const report = new Report("reads", options.json);
  const effort: Effort = { rounds: options.rounds, seconds: options.seconds, connections: CONNECTIONS };
  const chosen = pages.filter(({ name }) => options.page === undefined || name === options.page);
  const sight = options.page === undefined || options.page === "sights";
  if (chosen.length === 0 && !sight) throw new Error(`There is no page ${options.page}.`);
  await Stage.run(report, async (stage) => {
    if (options.mode === "growth") return growth(stage, report, chosen, effort);
    const database = await stage.database(options.size);
    const explored = await explore(database);
    const viewers = Object.values(explored.viewers);
    if (options.mode === "memory") return memory(stage, report, database, explored);

    const servers = await stage.start(
      startCoachwork(database),
      startPostgraphile(database, viewers),
      startLimit(database, viewers),
      startUnguardedLimit(database, viewers),
      startNaive(database, viewers),
    );
    const [coachwork, postgraphile] = servers as [(typeof servers)[0], (typeof servers)[0]];
    const world = await withCursors(explored, { coachwork, postgraphile });
    if (options.mode === "clients") return clients(stage, report, chosen, servers.slice(0, 3), world);

    report.say(
      `${database.size.name}, the largest of ${database.size.firms} firms; ${effort.rounds} rounds of ${effort.seconds} s, ${CONNECTIONS} connections.`,
    );
    for (const page of chosen) {
      const cells = await verified(page, page.requests(world), servers, world.viewers[page.viewer].token);
      const figures = await measure(cells, effort, stage);
      const says = `${page.says}; ${servers.length} servers, the same answers`;
      report.table(
        page.name,
        says,
        servers.map(({ name }, place) => ({ name, figures: figures[place]! })),
      );
    }
    if (sight) await sights(stage, report, coachwork, world, effort);
  });
}
