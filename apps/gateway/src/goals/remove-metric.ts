import { implement } from "@coachwork/platform";
import { Metric, MetricEntry, RemoveMetric } from "@coachwork/schema";
import { metricToChange } from "./metric-standing.js";

/** Removes a metric without entries. Only the event is left, which holds no text. */
export const removeMetric = implement(RemoveMetric, async (context, input) => {
  const { transaction } = context;
  const { metric, engagement } = await metricToChange(context, input.id, "id");
  if (await transaction.findOne(MetricEntry, { metricId: metric.id }))
    context.refuse("HAS_ENTRIES", "id", "Something was recorded. Archive the metric, or remove its entries first.");
  await transaction.delete(Metric, { id: metric.id });
  transaction.tell({ type: "metric.removed", ids: { engagement: engagement.id, metric: metric.id } });
  return { engagement: engagement.id };
});
