import { type ContextOf, implement, newId, openPause } from "@coachwork/platform";
import { Engagement, engagementMoves, EngagementPause, type InputOf, PauseEngagement } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";
import { refuseDays } from "./pauses.js";

type Context = ContextOf<typeof PauseEngagement>;
type Input = InputOf<typeof PauseEngagement>;

/**
 * Pauses an active engagement, or plans to: then a job pauses it on the first day. Another job cancels its sessions in the pause if
 * that is asked for.
 */
export const pauseEngagement = implement(PauseEngagement, async (context, input) => {
  const { transaction, actor } = context;
  if (input.startsOn == null || input.startsOn <= actor.today) {
    const id = newId();
    const prepare = (engagement: Engagement) => writePause(context, engagement, id, input);
    return moveEngagement(context, input, "paused", { ids: { engagementPause: id }, prepare });
  }
  const engagement = await context.fetch(Engagement, input.id, "id", { lock: true });
  context.statusAfter(engagementMoves.paused, engagement.status, { thing: "engagement", step: "be paused" });
  const id = newId();
  await writePause(context, engagement, id, input);
  transaction.tell({ type: "engagement_pause.planned", ids: { engagement: engagement.id, engagementPause: id } });
  return { engagement: engagement.id };
});

async function writePause(context: Context, engagement: Engagement, id: string, input: Input): Promise<void> {
  const { transaction, actor } = context;
  const days = { startsOn: input.startsOn ?? actor.today, endsOn: input.endsOn ?? null };
  await refuseDays(context, engagement, days);
  const planned = await openPause(transaction, engagement);
  if (planned) {
    const message = `A pause from ${planned.startsOn} on is planned already. Change it with updateEngagementPause, or cancel it with cancelEngagementPause.`;
    context.refuse("OVERLAPPING_PAUSE", "startsOn", message);
  }
  await transaction.insert(EngagementPause, {
    ...{ id, engagementId: engagement.id, ...days, sessions: input.sessions },
    ...{ reason: input.reason ?? null, decidedById: actor.personId },
  });
}
