import { type CommandContext, openPause, type Reason, type Transaction } from "@coachwork/platform";
import type { Engagement } from "@coachwork/schema";
import { needsEnd, refusalOfDates } from "./engagement-rules.js";

/** How many sessions of an engagement are booked after a day, and the day of the last one. */
export type SessionsAfter = (
  transaction: Transaction,
  engagementId: string,
  day: string,
) => Promise<{ readonly count: number; readonly last: string | null }>;

/** What an engagement's last day cannot be, whatever is booked. */
export function refusalsOfLastDay(engagement: Engagement) {
  return [needsEnd(engagement), refusalOfDates(engagement)].filter((each) => each !== undefined);
}

/** An earlier last day leaves neither sessions nor a planned pause behind it. */
export async function refusalsOfLeftBehind(
  { transaction }: CommandContext<never>,
  sessionsAfter: SessionsAfter,
  engagement: Engagement,
  endsOn: string | null,
): Promise<readonly Reason<"SESSIONS_AHEAD" | "PAUSE_PLANNED">[]> {
  if (endsOn === null || (engagement.endsOn !== null && endsOn >= engagement.endsOn)) return [];
  const reasons: Reason<"SESSIONS_AHEAD" | "PAUSE_PLANNED">[] = [];
  const pause = engagement.status === "PAUSED" ? null : await openPause(transaction, engagement);
  if (pause && pause.startsOn > endsOn) {
    const message = `A pause is planned from ${pause.startsOn} on. Cancel or move it first, or give a later day.`;
    reasons.push({ code: "PAUSE_PLANNED", field: "endsOn", message });
  }
  const { count, last } = await sessionsAfter(transaction, engagement.id, endsOn);
  if (count === 0) return reasons;
  const sessions = count === 1 ? "A session is" : `${count} sessions are`;
  const message = `${sessions} booked after ${endsOn}, the last on ${last}. Move or cancel them first, or give a later day.`;
  return [...reasons, { code: "SESSIONS_AHEAD", field: "endsOn", message }];
}
