import { lockEngagement, startOfDay, type Transaction } from "@coachwork/platform";
import { type Engagement, EngagementPause, Firm } from "@coachwork/schema";

export interface LockedPause {
  readonly pause: EngagementPause;
  readonly engagement: Engagement;
}

/** A pause that is not over, and its engagement, both locked, so that nobody changes its days any more. */
export async function lockPause(transaction: Transaction, id: string): Promise<LockedPause | undefined> {
  const known = await transaction.findOne(EngagementPause, { id });
  if (!known) return undefined;
  const engagement = (await lockEngagement(transaction, known.engagementId))!;
  await transaction.query("select from engagement_pause where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    id,
  ]);
  const pause = await transaction.findOne(EngagementPause, { id });
  return pause?.overSince === null ? { pause, engagement } : undefined;
}

/** When a day begins in the firm's time zone, in epoch milliseconds. */
export async function beginningOf(transaction: Transaction, day: string): Promise<number> {
  const { timeZone } = (await transaction.findOne(Firm, {}))!;
  return startOfDay(timeZone, day);
}
