import type { CommandContext } from "@coachwork/platform";
import { Engagement, type EngagementKind, Metric, MetricEntry } from "@coachwork/schema";
import { maySet, refuseOver, standingIn } from "./goal-standing.js";

type Context = CommandContext<"WRONG_STATUS">;

/** Metrics are set up and recorded by those who set goals. */
const notTheirs: Readonly<Record<EngagementKind, string>> = {
  COACHING: "Only the engagement's coaches and the participant work on a metric.",
  MENTORING: "Mentees follow their own metrics. Ask the mentee to do this.",
};

/** Refuses those who may not work on the metrics of an engagement, and one that has ended. Gives the viewer's standing. */
export async function refuseOthersIn(context: Context, engagement: Engagement, field: string) {
  const standing = await standingIn(context, engagement.id);
  if (!maySet(engagement, standing)) context.refuse("FORBIDDEN", field, notTheirs[engagement.kind]);
  refuseOver(context, engagement, field);
  return standing;
}

interface Found {
  readonly metric: Metric;
  readonly engagement: Engagement;
}

/** A metric that the viewer may change, locked, with its engagement. */
export async function metricToChange(context: Context, id: string, field: string): Promise<Found> {
  const metric = await context.fetch(Metric, id, field, { lock: true });
  const engagement = (await context.transaction.findOne(Engagement, { id: metric.engagementId }))!;
  await refuseOthersIn(context, engagement, field);
  return { metric, engagement };
}

/**
 * An entry that the viewer may correct or remove, with its engagement, unless its metric is archived. The metric is locked before
 * the entry, so that it is not archived meanwhile, and in the order of those who remove it with its entries.
 */
export async function entryToChange(
  context: CommandContext<"WRONG_STATUS" | "ARCHIVED">,
  id: string,
): Promise<{ readonly entry: MetricEntry; readonly engagement: Engagement }> {
  const { transaction, actor } = context;
  const { metricId, engagementId } = await context.fetch(MetricEntry, id, "id");
  const metric = await transaction.visible(actor, Metric, metricId, { lock: true });
  const entry = await context.fetch(MetricEntry, id, "id", { lock: true });
  const engagement = (await transaction.findOne(Engagement, { id: engagementId }))!;
  await refuseOthersIn(context, engagement, "id");
  if (metric?.archivedAt) context.refuse("ARCHIVED", "id", "The metric is archived. Restore it first.");
  return { entry, engagement };
}
