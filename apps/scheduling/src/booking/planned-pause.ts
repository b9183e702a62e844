import { openPause, type Transaction } from "@coachwork/platform";
import type { Engagement, EngagementPause, Session } from "@coachwork/schema";
import type { Objection } from "../staffing/objection.js";

type Days = Pick<EngagementPause, "startsOn" | "endsOn">;

export function isInPause({ startsOn, endsOn }: Days, date: string): boolean {
  return startsOn <= date && (endsOn === null || date <= endsOn);
}

/** No session is booked or moved into a planned pause. `field` names what is of the engagement. */
export async function objectionOfPause(
  transaction: Transaction,
  engagement: Pick<Engagement, "id">,
  { date }: Pick<Session, "date">,
  field: string,
): Promise<Objection | undefined> {
  const pause = await openPause(transaction, engagement);
  if (!pause || !isInPause(pause, date)) return undefined;
  const { startsOn, endsOn } = pause;
  const days = endsOn === null ? `from ${startsOn} on` : `from ${startsOn} to ${endsOn}`;
  const message = `The session would be on ${date}, but the engagement is to be paused ${days}. Choose another day.`;
  return { code: "ENGAGEMENT_NOT_ACTIVE", field, message };
}
