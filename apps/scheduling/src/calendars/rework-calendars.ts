import type { Transaction } from "@coachwork/platform";
import { BusyCalendar } from "@coachwork/schema";
import { floatingZone } from "./coverage.js";

/**
 * Lets it be time to work a coach's calendars out anew, where their floating times and whole days lie elsewhere now.
 * Refreshes that are under way are for nothing then: they find a calendar that was written since they began.
 * @param before the zone in which the coach worked; undefined: the coach had not said yet
 */
export async function reworkIfElsewhere(
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
