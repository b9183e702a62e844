import { type ContextOf, judged, type Transaction } from "@coachwork/platform";
import { UpdateEngagement } from "@coachwork/schema";
import { needsEnd, needsObjectives, refusalOfDates } from "./engagement-rules.js";

/** How many sessions of an engagement are booked after a day, and the day of the last one. */
export type SessionsAfter = (
  transaction: Transaction,
  engagementId: string,
  day: string,
) => Promise<{ readonly count: number; readonly last: string | null }>;

/** What an engagement's kind demands still holds after a change, and no session is left behind its last day. */
export const updateEngagement = (sessionsAfter: SessionsAfter) =>
  judged(UpdateEngagement, async (context, engagement, changes) => {
    const changed = { ...engagement, ...changes };
    const refusals = [needsEnd(changed), needsObjectives(changed), refusalOfDates(changed)].filter((each) => !!each);
    if (refusals.length > 0) context.refuseAll(refusals);
    const { endsOn } = changes;
    if (endsOn != null && (engagement.endsOn === null || endsOn < engagement.endsOn))
      refuseLeftBehind(context, endsOn, await sessionsAfter(context.transaction, engagement.id, endsOn));
  });

function refuseLeftBehind(
  context: ContextOf<typeof UpdateEngagement>,
  endsOn: string,
  { count, last }: Awaited<ReturnType<SessionsAfter>>,
): void {
  if (count === 0) return;
  const sessions = count === 1 ? "A session is" : `${count} sessions are`;
  const message = `${sessions} booked after ${endsOn}, the last on ${last}. Move or cancel them first, or give a later day.`;
  context.refuse("SESSIONS_AHEAD", "endsOn", message);
}
