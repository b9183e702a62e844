import { type Effort, measure } from "./measure.ts";
import type { Question } from "./pages/page.ts";
import { weekQuery } from "./pages/week.ts";
import type { Report } from "./report.ts";
import type { BenchServer } from "./servers/server.ts";
import type { Stage } from "./stage.ts";
import { ask } from "./verify.ts";
import { type ViewerName, windowOf, type World } from "./world.ts";

/** What the rules of a role cost: the schedule of somebody who sees a part of the firm, against as much of it as its owner. */
export async function sights(
  stage: Stage,
  report: Report,
  coachwork: BenchServer,
  world: World,
  effort: Effort,
): Promise<void> {
  for (const viewer of ["coach", "client"] as const) {
    // A coach has fewer than 50 sessions a week, a client a few a year.
    const window = viewer === "coach" ? windowOf(world.anchor, 0, 8) : windowOf(world.anchor, 80, 8);
    const first = viewer === "coach" ? 50 : Math.min(20, world.clientSessions);
    const body = JSON.stringify({ query: weekQuery, variables: { ...window, first } } satisfies Question);
    const cellOf = async (name: ViewerName) => {
      const { token } = world.viewers[name];
      const { data, bytes } = await ask(coachwork, token, body);
      const { length } = (data as { sessions: { nodes: unknown[] } }).sessions.nodes;
      if (length !== first) throw new Error(`The ${name} was shown ${length} sessions, not ${first}.`);
      return { server: coachwork, token, bodies: [body], least: bytes };
    };
    const cells = [await cellOf(viewer), await cellOf("owner")];
    const [theirs, owners] = await measure(cells, effort, stage);
    const says = `${first} sessions of a ${viewer}'s schedule, and as many of the owner's`;
    const rows = [
      { name: viewer, figures: theirs! },
      { name: "owner", figures: owners! },
    ];
    report.table(`sight-of-${viewer}`, says, rows);
  }
}
