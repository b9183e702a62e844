import { type Effort, measure } from "./measure.ts";
import type { Question } from "./pages/page.ts";
import { schedulePage } from "./pages/week.ts";
import type { Report } from "./report.ts";
import type { BenchServer } from "./servers/server.ts";
import type { Stage } from "./stage.ts";
import { ask } from "./verify.ts";
import { apiId, type ViewerName, windowOf, type World } from "./world.ts";

const query = `query Schedule($filter: SessionFilter!, $first: Int!) {
  sessions(first: $first, filter: $filter) {${schedulePage}
  }
}`;

/**
 * What the rules of a role cost: the schedule of somebody who sees a part of the firm, against the same one asked for by the
 * owner, who narrows it down by the coach or the engagement.
 */
export async function sights(
  stage: Stage,
  report: Report,
  coachwork: BenchServer,
  world: World,
  effort: Effort,
): Promise<void> {
  for (const viewer of ["coach", "client"] as const) {
    // A coach has fewer than 50 sessions a week, a client a few a year.
    const { from, until } = viewer === "coach" ? windowOf(world.anchor, 0, 8) : windowOf(world.anchor, 80, 8);
    const window = { startsFrom: from, startsBefore: until };
    const first = viewer === "coach" ? 50 : Math.min(20, world.clientSessions);
    const narrowed =
      viewer === "coach"
        ? { coachId: apiId("person", world.viewers.coach.personId) }
        : { engagementId: apiId("engagement", world.clientEngagementId) };
    const cellOf = async (name: ViewerName) => {
      const { token } = world.viewers[name];
      const variables = { filter: name === "owner" ? { ...window, ...narrowed } : window, first };
      const body = JSON.stringify({ query, variables } satisfies Question);
      const { data, bytes } = await ask(coachwork, token, body);
      const { length } = (data as { sessions: { nodes: unknown[] } }).sessions.nodes;
      if (length !== first) throw new Error(`The ${name} was shown ${length} sessions, not ${first}.`);
      return { server: coachwork, token, bodies: [body], least: bytes };
    };
    const cells = [await cellOf(viewer), await cellOf("owner")];
    const [theirs, owners] = await measure(cells, effort, stage);
    const says = `${first} sessions of a ${viewer}'s schedule, as the ${viewer} and as the owner`;
    const rows = [
      { name: viewer, figures: theirs! },
      { name: "owner", figures: owners! },
    ];
    report.table(`sight-of-${viewer}`, says, rows);
  }
}
