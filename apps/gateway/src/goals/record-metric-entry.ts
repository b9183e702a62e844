import { type CommandContext, implement, newId } from "@coachwork/platform";
import { type Metric, MetricEntry, RecordMetricEntry } from "@coachwork/schema";
import { membersToday, PARTICIPANTS } from "../engagements/membership.js";
import { dayTaken, refuseEntryDay } from "./metric-days.js";
import { metricToChange } from "./metric-standing.js";

type Context = CommandContext<"NOT_A_PARTICIPANT">;

/** Records the value of a day. Of two people who record the same day, the second is told so. */
export const recordMetricEntry = implement(RecordMetricEntry, async (context, input) => {
  const { transaction, actor, now } = context;
  // Locked, so that it is not archived or removed meanwhile.
  const { metric, engagement } = await metricToChange(context, input.metricId, "metricId");
  await refuseWithout(context, metric);
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

/** What a participant who has left followed stays as it is. A team's metric is everybody's. */
async function refuseWithout(context: Context, { participantId, engagementId }: Metric): Promise<void> {
  if (participantId === null) return;
  if ((await membersToday(context, PARTICIPANTS, engagementId)).includes(participantId)) return;
  const message = "The participant whose metric it is does not take part in the engagement today. Record nothing more.";
  context.refuse("NOT_A_PARTICIPANT", "metricId", message);
}
