import type { Transaction } from "@coachwork/platform";
import { Availability, Firm, Person } from "@coachwork/schema";
import { isTimeZone } from "@coachwork/schema/time-zone";
import type { BusyQuestion } from "./busy-times.js";
import { EXTEND_EVERY } from "./next-refresh.js";

const DAY = 86_400_000;
const DAYS_BACK = 7;
/** How far recurring events are worked out. */
const DAYS_AHEAD = 400;

/** What is asked of a coach's calendar now. Floating times are in the zone that the coach works in, or lives in, or the firm's. */
export async function questionFor(transaction: Transaction, coachId: string, now: number): Promise<BusyQuestion> {
  const availability = await transaction.findOne(Availability, { coachId });
  const person = await transaction.findOne(Person, { id: coachId });
  const firm = await transaction.findOne(Firm, {});
  const zones = [availability, person, firm].map((row) => row?.timeZone);
  const timeZone = zones.find((zone) => zone !== undefined && isTimeZone(zone)) ?? "UTC";
  const { firmId } = transaction.scope;
  return { firmId, timeZone, from: now - DAYS_BACK * DAY, to: now + DAYS_AHEAD * DAY };
}

/** Whether a calendar's recurring events must be worked out further ahead. */
export function isRunningOut(coveredUntil: Date, now: number): boolean {
  return coveredUntil.getTime() < now + DAYS_AHEAD * DAY - EXTEND_EVERY;
}
