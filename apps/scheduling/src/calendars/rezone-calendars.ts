import type { Transaction } from "@coachwork/platform";
import { BusyCalendar } from "@coachwork/schema";
import { floatingZone } from "./coverage.js";

/**
 * Makes a coach's calendars due for expansion after a change of zone, which moves floating times and all-day events. It
 * invalidates refreshes in progress: they find that the calendar was written since.
 * @param before the zone in which the coach worked; undefined if none was set
 */
export async function rezoneCalendars(
  transaction: Transaction,
  { coachId, before, after }: { readonly coachId: string; readonly before: string | undefined; readonly after: string },
  now: number,
): Promise<void> {
  const [left, come] = [
    await floatingZone(transaction, coachId, before),
    await floatingZone(transaction, coachId, after),
  ];
  if (left === come) return;
  await transaction.update(BusyCalendar, { coachId }, { coveredUntil: new Date(now), nextRefreshAt: new Date(now) });
}
