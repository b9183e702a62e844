import type { OpenCalendar } from "./calendar.js";
import { freeTime, type SlotQuestion } from "./free-time.js";
import { gridFor, startsIn, type GridTerms } from "./grid.js";
import type { Interval } from "./interval.js";

/** What is asked of one calendar. */
export interface SlotQuery extends OpenCalendar, SlotQuestion, GridTerms {}

/**
 * The slots that can be booked with one coach, in order. Neither the range asked for nor the notice, the horizon and the
 * limits decide where slots lie: they only leave slots out, so two pages never disagree (see `startsIn`).
 * O((open + busy) log (open + busy) + slots).
 * @throws RangeError if the duration or step is not more than 0, a length is not a whole number or the zone is not known.
 */
export function freeSlots(query: SlotQuery): Interval[] {
  return [...eachSlot(query)];
}

/** As `freeSlots`, one at a time: for those who want the first few only. */
export function* eachSlot(query: SlotQuery): Generator<Interval, void, undefined> {
  const time = freeTime(query, query);
  const grid = gridFor([time], query);
  for (const start of startsIn(time, grid)) yield [start, start + grid.duration];
}
