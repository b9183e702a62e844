import type { Rows } from "./rows.js";

interface Of {
  /** Null: a team's. */
  readonly participant: string | null;
  readonly recordedBy: string;
  readonly goal?: string;
  readonly isArchived?: boolean;
}

/** A metric with entries of two days. `name` is in all of its texts. */
async function writeMetric(rows: Rows, engagement: string, name: string, of: Of) {
  const { text, day } = rows.marks;
  const { participant, recordedBy, goal = null, isArchived = false } = of;
  const metric = await rows.row("metric", {
    ...{ engagement_id: engagement, participant_id: participant, goal_id: goal, frequency: "MONTHLY" },
    ...{ name: `${text} METRIC of ${name}`, unit: `${text} METRICUNIT of ${name}` },
    ...{ target: 61_603, target_direction: "AT_MOST", created_at: rows.at(1, "01:02:58.919"), version: 137 },
    archived_at: isArchived ? rows.at(3, "01:02:58.997") : null,
  });
  const write = (place: number) =>
    rows.row("metric_entry", {
      ...{ metric_id: metric, engagement_id: engagement, participant_id: participant, recorded_by_id: recordedBy },
      ...{ day: day(place), value: 61_609 + place, comment: `${text} METRICCOMMENT of ${name}`, version: 139 },
      recorded_at: rows.at(place, "01:02:58.991"),
    });
  await write(5);
  return { metric, entry: await write(6) };
}

interface Circle {
  readonly coach: string;
  readonly client: string;
  readonly fellow: string;
  readonly alone: string;
  readonly group: string;
  readonly teamwork: string;
  readonly goals: Readonly<Record<"alone" | "titled" | "team", { readonly goal: string }>>;
}

/** The metrics of a circle: of a goal whose progress is shared, of one that is not, of none, and a team's. */
export async function writeMetrics(rows: Rows, of: Circle) {
  const { coach, client, fellow, goals } = of;
  const own = { participant: client, recordedBy: client };
  const shared = { ...own, goal: goals.alone.goal };
  const titled = { ...own, goal: goals.titled.goal, isArchived: true };
  const team = { participant: null, recordedBy: coach, goal: goals.team.goal };
  return {
    alone: await writeMetric(rows, of.alone, "client", shared),
    titled: await writeMetric(rows, of.alone, "titled", titled),
    kept: await writeMetric(rows, of.alone, "kept", own),
    fellow: await writeMetric(rows, of.group, "fellow", { participant: fellow, recordedBy: fellow }),
    team: await writeMetric(rows, of.teamwork, "team", team),
  };
}
