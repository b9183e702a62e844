import { implement } from "@coachwork/platform";
import { MetricEntry, UpdateMetricEntry } from "@coachwork/schema";
import { dayTaken, refuseEntryDay } from "./metric-days.js";
import { entryToChange } from "./metric-standing.js";

/** Corrects an entry. Whoever may record one may do so. */
export const updateMetricEntry = implement(UpdateMetricEntry, async (context, input) => {
  const { transaction } = context;
  const { entry, engagement } = await entryToChange(context, input.id);
  context.refuseStale(entry, input.version);
  const { id, metricId: metric } = entry;
  const { value = entry.value, day = entry.day, comment = entry.comment } = input;
  if (value === entry.value && day === entry.day && comment === entry.comment) return { metricEntry: id };
  if (day !== entry.day) refuseEntryDay(context, day, engagement);
  const change = () => transaction.update(MetricEntry, { id }, { value, day, comment });
  await context.unlessTaken(change, dayTaken(day));
  transaction.tell({ type: "metric.entry_corrected", ids: { engagement: engagement.id, metric, metricEntry: id } });
  return { metricEntry: id };
});
