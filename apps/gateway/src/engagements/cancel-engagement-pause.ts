import { implement } from "@coachwork/platform";
import { CancelEngagementPause, Engagement, EngagementPause } from "@coachwork/schema";

/** Drops a planned pause. One that has begun ends by resuming the engagement. */
export const cancelEngagementPause = implement(CancelEngagementPause, async (context, input) => {
  const { transaction, actor } = context;
  const { engagementId } = await context.fetch(EngagementPause, input.id, "id");
  const engagement = (await transaction.visible(actor, Engagement, engagementId, { lock: true }))!;
  const { id, overSince, startsOn } = await context.fetch(EngagementPause, input.id, "id", { lock: true });
  if (overSince !== null)
    context.refuse("PAUSE_OVER", "id", `The pause has been over since ${overSince}. What has been stays.`);
  if (engagement.status === "PAUSED")
    context.refuse("PAUSE_BEGUN", "id", `The pause began on ${startsOn}. Resume the engagement instead.`);
  await transaction.delete(EngagementPause, { id });
  transaction.tell({ type: "engagement_pause.cancelled", ids: { engagement: engagementId, engagementPause: id } });
  return { engagement: engagementId };
});
