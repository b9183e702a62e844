import { implement, newId } from "@coachwork/platform";
import { CreateMetric, Engagement, Metric, Person } from "@coachwork/schema";
import { refuseOthersIn } from "./metric-standing.js";
import { goalIn, refuseOthersGoal, targetIn } from "./metric-target.js";
import { participantOf } from "./participant-of.js";

/** Sets up a metric. Nothing is recorded yet. */
export const createMetric = implement(CreateMetric, async (context, input) => {
  const { transaction, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const standing = await refuseOthersIn(context, engagement, "engagementId");
  const goal = input.goalId === undefined ? null : await goalIn(context, input.goalId, engagement.id);
  const { participantId: given } = input;
  const named = given === undefined ? undefined : (await context.fetch(Person, given, "participantId")).id;
  const participantId = await participantOf(context, engagement, standing, named ?? goal?.participantId ?? undefined);
  if (goal) refuseOthersGoal(context, goal, participantId);
  const id = newId();
  await transaction.insert(Metric, {
    ...{ id, engagementId: engagement.id, participantId, goalId: goal?.id ?? null },
    ...{ name: input.name, unit: input.unit ?? null, frequency: input.frequency },
    ...targetIn(context, input),
    createdAt: new Date(now),
  });
  transaction.tell({ type: "metric.created", ids: { engagement: engagement.id, metric: id } });
  return { metric: id };
});
