import { type ContextOf, implement, newId } from "@coachwork/platform";
import { type Engagement, EngagementPause, PauseEngagement } from "@coachwork/schema";
import { moveEngagement } from "./move-engagement.js";
import { refusalOfPauseEnd } from "./pauses.js";

type Context = ContextOf<typeof PauseEngagement>;
type Days = Pick<EngagementPause, "startsOn" | "endsOn">;

/** Pauses an active engagement. A job cancels its sessions in the pause if that is asked for. */
export const pauseEngagement = implement(PauseEngagement, (context, input) => {
  const id = newId();
  const days: Days = { startsOn: input.startsOn ?? context.actor.today, endsOn: input.endsOn ?? null };
  return moveEngagement(context, input, "paused", {
    ids: { engagementPause: id },
    prepare: async (engagement) => {
      await refuseDays(context, engagement, days);
      const pause = { id, engagementId: engagement.id, ...days, sessions: input.sessions };
      await context.transaction.insert(EngagementPause, pause);
    },
  });
});

async function refuseDays(context: Context, engagement: Engagement, days: Days): Promise<void> {
  const { startsOn } = days;
  const { today } = context.actor;
  const starts = `The pause would start on ${startsOn}`;
  if (startsOn > today)
    context.refuse("STARTS_LATER", "startsOn", `${starts}, which is ahead. Pause the engagement on that day.`);
  if (startsOn < engagement.startsOn) {
    const message = `${starts}, before the engagement. Give ${engagement.startsOn} or a later day.`;
    context.refuse("OUTSIDE_ENGAGEMENT", "startsOn", message);
  }
  if (engagement.endsOn !== null && startsOn > engagement.endsOn) {
    const message = `${starts}, after the engagement's last day, ${engagement.endsOn}. Complete the engagement, or change its last day.`;
    context.refuse("OUTSIDE_ENGAGEMENT", "startsOn", message);
  }
  const last = await lastDayPaused(context, engagement);
  if (last !== null && startsOn < last) {
    const message = `${starts}, in a pause that was over on ${last}. Give that day or a later one.`;
    context.refuse("OVERLAPPING_PAUSE", "startsOn", message);
  }
  const refusal = refusalOfPauseEnd(days, today);
  if (refusal) context.refuseAll([refusal]);
}

/** The day since which the last pause is over. */
async function lastDayPaused({ transaction }: Context, { id }: Engagement): Promise<string | null> {
  const [found] = await transaction.query<{ last: string | null }>(
    `select max(over_since)::text as last from engagement_pause
     where firm_id = $1::uuid and engagement_id = $2::uuid`,
    [transaction.scope.firmId, id],
  );
  return found!.last;
}
