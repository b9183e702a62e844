import type { Transaction } from "@coachwork/platform";
import { type Engagement, EngagementPause } from "@coachwork/schema";
import { IsNull } from "typeorm";

/** The pause in which an engagement is. One that was paused before pauses were kept has none. */
export function pauseOf(transaction: Transaction, { id }: Pick<Engagement, "id">): Promise<EngagementPause | null> {
  return transaction.findOne(EngagementPause, { engagementId: id, overSince: IsNull() });
}

/** Ends the pause in which an engagement is. */
export async function endPause(
  transaction: Transaction,
  engagement: Pick<Engagement, "id">,
  today: string,
): Promise<void> {
  const pause = await pauseOf(transaction, engagement);
  if (!pause) return;
  // Days follow the firm's zone, which may have changed.
  const overSince = pause.startsOn > today ? pause.startsOn : today;
  await transaction.update(EngagementPause, { id: pause.id }, { overSince });
}

/** What the last day of a pause cannot be. */
export function refusalOfPauseEnd({ startsOn, endsOn }: Pick<EngagementPause, "startsOn" | "endsOn">, today: string) {
  const least = startsOn > today ? startsOn : today;
  if (endsOn === null || endsOn >= least) return undefined;
  const message = `The pause would end on ${endsOn}. Give ${least} or a later day, or resume the engagement.`;
  return { code: "END_BEFORE_START", field: "endsOn", message } as const;
}
