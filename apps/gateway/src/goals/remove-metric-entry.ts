import { implement } from "@coachwork/platform";
import { MetricEntry, RemoveMetricEntry } from "@coachwork/schema";
import { entryToChange } from "./metric-standing.js";

/** Removes an entry. Only the event is left, which holds no value. */
export const removeMetricEntry = implement(RemoveMetricEntry, async (context, input) => {
  const {
    entry,
    engagement: { id: engagement },
  } = await entryToChange(context, input.id);
  const { id, metricId: metric } = entry;
  await context.transaction.delete(MetricEntry, { id });
  context.transaction.tell({ type: "metric.entry_removed", ids: { engagement, metric, metricEntry: id } });
  return { metric };
});
