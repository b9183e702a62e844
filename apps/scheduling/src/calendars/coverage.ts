import type { Transaction } from "@coachwork/platform";
import { Availability, Firm, Person } from "@coachwork/schema";
import { isTimeZone } from "@coachwork/schema/time-zone";
import type { BusyQuestion } from "./busy-times.js";
import { EXTEND_EVERY } from "./next-refresh.js";
import { DAY } from "../core/lengths.js";

const DAYS_BACK = 7;
/** How far recurring events are expanded. */
const DAYS_AHEAD = 400;

/** The current parameters for reading a coach's calendar. */
export async function questionFor(transaction: Transaction, coachId: string, now: number): Promise<BusyQuestion> {
  const availability = await transaction.findOne(Availability, { coachId });
  const timeZone = await floatingZone(transaction, coachId, availability?.timeZone);
  const { firmId } = transaction.scope;
  const owner = (await transaction.findOne(Person, { id: coachId }))?.email;
  return { firmId, timeZone, owner, from: now - DAYS_BACK * DAY, to: now + DAYS_AHEAD * DAY };
}

/**
 * The zone of a coach's floating times and all-day events: where the coach works, or lives, or the firm's.
 * @param works the zone of the coach's availability, if there is one
 */
export async function floatingZone(
  transaction: Transaction,
  coachId: string,
  works: string | undefined,
): Promise<string> {
  const person = await transaction.findOne(Person, { id: coachId });
  const firm = await transaction.findOne(Firm, {});
  const zones = [works, person?.timeZone, firm?.timeZone];
  return zones.find((zone) => zone !== undefined && isTimeZone(zone)) ?? "UTC";
}

/** Like `floatingZone`. A coach's availability cannot change until the transaction is over. */
export async function lockFloatingZone(transaction: Transaction, coachId: string): Promise<string> {
  const [availability] = await transaction.query<Pick<Availability, "timeZone">>(
    `select time_zone as "timeZone" from availability where firm_id = $1::uuid and coach_id = $2::uuid for share`,
    [transaction.scope.firmId, coachId],
  );
  return floatingZone(transaction, coachId, availability?.timeZone);
}

/** Whether a calendar's recurring events must be expanded further ahead. */
export function isRunningOut(coveredUntil: Date, now: number): boolean {
  return coveredUntil.getTime() < now + DAYS_AHEAD * DAY - EXTEND_EVERY;
}
