import { implement, newId } from "@coachwork/platform";
import { MetricEntry, RecordMetricEntry } from "@coachwork/schema";
import { dayTaken, refuseEntryDay } from "./metric-days.js";
import { metricToChange } from "./metric-standing.js";

/** Records the value of a day. Of two people who record the same day, the second is told so. */
export const recordMetricEntry = implement(RecordMetricEntry, async (context, input) => {
  const { transaction, actor, now } = context;
  // Locked, so that it is not archived or removed meanwhile.
  const { metric, engagement } = await metricToChange(context, input.metricId, "metricId");
  const day = input.day ?? actor.today;
  refuseEntryDay(context, day, engagement);
  const id = newId();
  const { engagementId, participantId } = metric;
  const entry = {
    ...{ id, metricId: metric.id, engagementId, participantId },
    ...{ day, value: input.value, comment: input.comment ?? null },
    ...{ recordedById: actor.personId, recordedAt: new Date(now) },
  };
  await context.unlessTaken(() => transaction.insert(MetricEntry, entry), dayTaken(day));
  const ids = { engagement: engagementId, metric: metric.id, metricEntry: id };
  transaction.tell({ type: "metric.entry_recorded", ids });
  return { metricEntry: id };
});
