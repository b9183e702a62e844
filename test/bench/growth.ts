import { withCursors } from "./cursors.ts";
import { type Effort, measure } from "./measure.ts";
import type { Page } from "./pages/page.ts";
import type { Report } from "./report.ts";
import { startCoachwork } from "./servers/coachwork.ts";
import { startPostgraphile } from "./servers/postgraphile.ts";
import type { Stage } from "./stage.ts";
import { verified } from "./verify.ts";
import { explore } from "./world.ts";

/** The same pages with ten times the data: a page's time must not grow with what is not on it. */
export async function growth(stage: Stage, report: Report, pages: readonly Page[], effort: Effort): Promise<void> {
  const sides = [];
  for (const size of ["medium", "small"] as const) {
    const database = await stage.database(size);
    const explored = await explore(database);
    const [coachwork, postgraphile] = await stage.start(
      startCoachwork(database, size),
      startPostgraphile(database, Object.values(explored.viewers)),
    );
    const servers = { coachwork: coachwork!, postgraphile: postgraphile! };
    sides.push({ name: size, server: coachwork!, world: await withCursors(explored, servers) });
  }
  report.say("Ten times the firms and sessions; the largest firm has seven times its sessions.");
  for (const page of pages) {
    const cells = [];
    for (const { server, world } of sides) {
      const token = world.viewers[page.viewer].token;
      cells.push(...(await verified(page, page.requests(world), [server], token)));
    }
    const figures = await measure(cells, effort, stage);
    const rows = sides.map(({ name }, place) => ({ name, figures: figures[place]! }));
    report.table(`growth-${page.name}`, page.says, rows);
  }
}
