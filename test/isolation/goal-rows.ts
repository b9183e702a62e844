import type { Rows } from "./rows.js";

interface Of {
  /** Null: a team's. */
  readonly participant: string | null;
  readonly recordedBy: string;
  readonly sharing?: "NONE" | "TITLE" | "PROGRESS";
  readonly kind?: "GOAL" | "OBJECTIVE";
}

/** A goal that was revised after a first level, and one level on the new scale. `name` is in all of its texts. */
async function writeGoal(
  rows: Rows,
  engagement: string,
  name: string,
  { participant, recordedBy, sharing = "NONE", kind = "GOAL" }: Of,
): Promise<{ readonly goal: string; readonly progress: string; readonly revision: string }> {
  const { text, day } = rows.marks;
  const scale = (which: string) =>
    Object.fromEntries(
      ["much_less", "less", "expected", "more", "much_more"].map((level) => [
        level,
        `${text} ${which} ${level} of ${name}`,
      ]),
    );
  const goal = await rows.row("goal", {
    ...{ engagement_id: engagement, participant_id: participant, kind, sharing, status: "OPEN" },
    ...{ title: `${text} GOAL of ${name}`, why: `${text} GOALWHY of ${name}`, target_date: day(90) },
    ...(kind === "GOAL" && { weight: 3, baseline_level: -2, ...scale("GOALLEVEL") }),
    ...{ revision: kind === "GOAL" ? 1 : 0, created_at: rows.at(1, "01:02:58.919"), version: 127 },
  });
  if (kind !== "GOAL") return { goal, progress: "", revision: "" };
  const part = { goal_id: goal, engagement_id: engagement, participant_id: participant };
  const revision = await rows.row("goal_revision", {
    ...{ ...part, number: 1, reason: `${text} GOALREASON of ${name}`, weight: 2, baseline_level: -1 },
    ...scale("GOALBEFORE"),
    ...{ revised_on: day(3), revised_at: rows.at(3, "01:02:58.929"), revised_by_id: recordedBy },
  });
  const comment = `${text} GOALCOMMENT of ${name}`;
  const recorded = { recorded_by_id: recordedBy, recorded_at: rows.at(4, "01:02:58.937") };
  const reached = { ...part, level: 1, comment, ...recorded };
  await rows.row("goal_progress", { ...reached, reached_on: day(2), revision: 0 });
  const progress = await rows.row("goal_progress", { ...reached, reached_on: day(4), revision: 1 });
  return { goal, progress, revision };
}

interface Circle {
  readonly coach: string;
  readonly client: string;
  readonly fellow: string;
  readonly alone: string;
  readonly group: string;
  readonly teamwork: string;
}

/** The action items of a circle: participants' own, a team's, and one among coaches. */
export async function writeActionItems(rows: Rows, session: string, of: Circle) {
  const { coach, client, fellow } = of;
  const write = (engagement: string, name: string, owner_id: string, participant_id: string | null) =>
    rows.row("action_item", {
      ...{ engagement_id: engagement, session_id: session, owner_id, participant_id },
      ...{ title: `${rows.marks.text} ACTION of ${name}`, due_on: rows.marks.day(90), status: "OPEN" },
      ...{ created_at: rows.at(1, "01:02:58.919"), version: 131 },
    });
  return {
    own: await write(of.alone, "client", client, client),
    forClient: await write(of.group, "coach for client", coach, client),
    fellow: await write(of.group, "fellow", fellow, fellow),
    coaches: await write(of.group, "coaches", coach, null),
    team: await write(of.teamwork, "team", coach, null),
  };
}

/** The goals of a circle: each participant's own, one of them shared, and a team's. */
export async function writeGoals(rows: Rows, of: Circle) {
  const { coach, client, fellow } = of;
  return {
    alone: await writeGoal(rows, of.alone, "client", { participant: client, recordedBy: client, sharing: "PROGRESS" }),
    titled: await writeGoal(rows, of.alone, "titled", { participant: client, recordedBy: client, sharing: "TITLE" }),
    kept: await writeGoal(rows, of.alone, "kept", { participant: client, recordedBy: client }),
    theme: await writeGoal(rows, of.group, "theme", { participant: client, recordedBy: client, kind: "OBJECTIVE" }),
    fellow: await writeGoal(rows, of.group, "fellow", { participant: fellow, recordedBy: fellow, kind: "OBJECTIVE" }),
    team: await writeGoal(rows, of.teamwork, "team", { participant: null, recordedBy: coach, sharing: "TITLE" }),
  };
}
