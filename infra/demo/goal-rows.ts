import type { DemoActionItem, DemoEngagement, DemoGoal, DemoMetric } from "./demo-firm.ts";
import type { LifeWriter } from "./writing.ts";

/** Writes what the people of an engagement work on, how far they are, and what they do until the next session. */
export function writeGoals(engagement: string, given: DemoEngagement, writer: LifeWriter): void {
  const goals = new Map((given.goals ?? []).map((goal) => [goal.title, writeGoal(engagement, given, goal, writer)]));
  for (const metric of given.metrics ?? []) writeMetric(engagement, given, metric, goals, writer);
  for (const item of given.items ?? []) writeActionItem(engagement, given, item, writer);
}

function writeActionItem(engagement: string, given: DemoEngagement, item: DemoActionItem, writer: LifeWriter): void {
  const { add, day, morning, person, tell } = writer;
  const { owner, title, due, status = "OPEN" } = item;
  const isParticipant = given.participants.some(
    (member) => (typeof member === "string" ? member : member[0]) === owner,
  );
  const whom = isParticipant ? owner : item.for;
  const [owner_id, created_at] = [person(owner), morning(day(-3))];
  const people = { owner_id, participant_id: whom === undefined ? null : person(whom) };
  const due_on = due === undefined ? null : day(due);
  const actionItem = add("action_item", { engagement_id: engagement, ...people, title, due_on, status, created_at });
  tell({ type: "action_item.created", ids: { engagement, actionItem } }, owner_id, created_at);
  if (status === "DONE")
    tell({ type: "action_item.finished", ids: { engagement, actionItem } }, owner_id, morning(day(-1)));
}

function writeGoal(engagement: string, { days }: DemoEngagement, given: DemoGoal, writer: LifeWriter): string {
  const { add, day, morning, person, tell } = writer;
  const { of, title, why = null, target, weight, scale, baseline, progress = [], sharing = "NONE" } = given;
  const { kind = "GOAL" } = given;
  const setBy = person((given.setBy ?? of)!);
  const participant_id = of === undefined ? null : person(of);
  const created_at = morning(day(days[0] + 1));
  const [much_less, less, expected, more, much_more] = scale ?? [];
  const goal = add("goal", {
    ...{ engagement_id: engagement, participant_id, kind, title, why, status: "OPEN", sharing, created_at },
    ...{ target_date: target === undefined ? null : day(target), weight: weight ?? (kind === "GOAL" ? 1 : null) },
    ...(scale && { much_less, less, expected, more, much_more, baseline_level: baseline }),
  });
  tell({ type: "goal.created", ids: { engagement, goal } }, setBy, created_at);
  for (const [reached, by, level, comment] of progress) {
    const [reached_on, recorded_at, recorded_by_id] = [day(reached), morning(day(reached)), person(by)];
    const part = { goal_id: goal, engagement_id: engagement, participant_id, revision: 0 };
    const goalProgress = add("goal_progress", { ...part, level, reached_on, comment, recorded_by_id, recorded_at });
    tell({ type: "goal.progress_recorded", ids: { engagement, goal, goalProgress } }, recorded_by_id, recorded_at);
  }
  if (sharing !== "NONE") tell({ type: "goal.shared", ids: { engagement, goal } }, participant_id, created_at);
  return goal;
}

function writeMetric(
  engagement: string,
  { days, coaches: [coach] }: DemoEngagement,
  { of, goal, name, unit, frequency, target, entries }: DemoMetric,
  goals: ReadonlyMap<string, string>,
  { add, day, morning, person, tell }: LifeWriter,
): void {
  const participant_id = of === undefined ? null : person(of);
  const by = participant_id ?? person(typeof coach === "string" ? coach : coach![0]);
  const created_at = morning(day(days[0] + 1));
  const place = { engagement_id: engagement, participant_id };
  const metric = add("metric", {
    ...{
      ...place,
      goal_id: goal === undefined ? null : goals.get(goal)!,
      name,
      unit: unit ?? null,
      frequency,
      created_at,
    },
    ...{ target: target?.[0] ?? null, target_direction: target?.[1] ?? null },
  });
  tell({ type: "metric.created", ids: { engagement, metric } }, by, created_at);
  for (const [on, value, comment = null] of entries) {
    const [date, recorded_at] = [day(on), morning(day(on))];
    const recorded = { day: date, value, comment, recorded_by_id: by, recorded_at };
    const metricEntry = add("metric_entry", { metric_id: metric, ...place, ...recorded });
    tell({ type: "metric.entry_recorded", ids: { engagement, metric, metricEntry } }, by, recorded_at);
  }
}
