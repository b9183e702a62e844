import { implement } from "@coachwork/platform";
import { Metric, UpdateMetric } from "@coachwork/schema";
import { metricToChange } from "./metric-standing.js";
import { goalIn, refuseOthersGoal, targetIn } from "./metric-target.js";

/** Changes a metric. What was recorded stays. */
export const updateMetric = implement(UpdateMetric, async (context, input) => {
  const { transaction } = context;
  const { metric, engagement } = await metricToChange(context, input.id, "id");
  context.refuseStale(metric, input.version);
  const { id } = metric;
  const { name = metric.name, unit = metric.unit, frequency = metric.frequency } = input;
  const goal = input.goalId == null ? null : await goalIn(context, input.goalId, engagement.id);
  if (goal) refuseOthersGoal(context, goal, metric.participantId);
  const goalId = input.goalId === undefined ? metric.goalId : (goal?.id ?? null);
  const wanted = { name, unit, frequency, goalId, ...targetIn(context, input, metric) };
  const changes = Object.entries(wanted).filter(([property, value]) => value !== metric[property as keyof Metric]);
  if (changes.length === 0) return { metric: id };
  await transaction.update(Metric, { id }, Object.fromEntries(changes));
  transaction.tell({ type: "metric.updated", ids: { engagement: engagement.id, metric: id } });
  return { metric: id };
});
