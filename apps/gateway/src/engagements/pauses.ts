import { type CommandContext, openPause, type Transaction } from "@coachwork/platform";
import { type Engagement, EngagementPause } from "@coachwork/schema";

type Days = Pick<EngagementPause, "startsOn" | "endsOn">;

/** Ends the pause in which an engagement is, and drops one that is planned. One that was paused before pauses were kept has none. */
export async function leavePause(transaction: Transaction, engagement: Engagement, today: string): Promise<void> {
  const pause = await openPause(transaction, engagement);
  if (!pause) return;
  const { id, startsOn } = pause;
  if (engagement.status !== "PAUSED") return transaction.delete(EngagementPause, { id });
  // Days follow the firm's zone, which may have changed.
  const overSince = startsOn > today ? startsOn : today;
  await transaction.update(EngagementPause, { id }, { overSince });
}

/** Refuses days that a pause of an engagement cannot have. */
export async function refuseDays(
  context: CommandContext<"OUTSIDE_ENGAGEMENT" | "OVERLAPPING_PAUSE" | "END_BEFORE_START">,
  engagement: Engagement,
  days: Days,
): Promise<void> {
  const { startsOn } = days;
  const starts = `The pause would start on ${startsOn}`;
  if (startsOn < engagement.startsOn) {
    const message = `${starts}, before the engagement. Give ${engagement.startsOn} or a later day.`;
    context.refuse("OUTSIDE_ENGAGEMENT", "startsOn", message);
  }
  if (engagement.endsOn !== null && startsOn > engagement.endsOn) {
    const message = `${starts}, after the engagement's last day, ${engagement.endsOn}. Complete the engagement, or change its last day.`;
    context.refuse("OUTSIDE_ENGAGEMENT", "startsOn", message);
  }
  const last = await lastDayPaused(context.transaction, engagement);
  if (last !== null && startsOn < last) {
    const message = `${starts}, in a pause that was over on ${last}. Give that day or a later one.`;
    context.refuse("OVERLAPPING_PAUSE", "startsOn", message);
  }
  refusePauseEnd(context, days);
}

/** The day since which the last pause is over. */
async function lastDayPaused(transaction: Transaction, { id }: Engagement): Promise<string | null> {
  const [found] = await transaction.query<{ last: string | null }>(
    `select max(over_since)::text as last from engagement_pause
     where firm_id = $1::uuid and engagement_id = $2::uuid`,
    [transaction.scope.firmId, id],
  );
  return found!.last;
}

/** Refuses a last day that a pause cannot have. */
export function refusePauseEnd(context: CommandContext<"END_BEFORE_START">, { startsOn, endsOn }: Days): void {
  const { today } = context.actor;
  const least = startsOn > today ? startsOn : today;
  if (endsOn === null || endsOn >= least) return;
  const otherwise = startsOn > today ? "" : ", or resume the engagement";
  const message = `The pause would end on ${endsOn}. Give ${least} or a later day${otherwise}.`;
  context.refuse("END_BEFORE_START", "endsOn", message);
}
