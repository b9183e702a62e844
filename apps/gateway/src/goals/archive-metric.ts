import { type CommandContext, implement } from "@coachwork/platform";
import { ArchiveMetric, Metric } from "@coachwork/schema";
import { metricToChange } from "./metric-standing.js";

export const archiveMetric = implement(ArchiveMetric, (context, { id }) =>
  setArchived(context, id, new Date(context.now)),
);

/** Archives or restores. Doing so again changes nothing. */
export async function setArchived(
  context: CommandContext<"WRONG_STATUS">,
  apiId: string,
  archivedAt: Date | null,
): Promise<{ readonly metric: string }> {
  const { metric, engagement } = await metricToChange(context, apiId, "id");
  const { id } = metric;
  if ((metric.archivedAt === null) === (archivedAt === null)) return { metric: id };
  await context.transaction.update(Metric, { id }, { archivedAt });
  const type = archivedAt ? "metric.archived" : "metric.restored";
  context.transaction.tell({ type, ids: { engagement: engagement.id, metric: id } });
  return { metric: id };
}
