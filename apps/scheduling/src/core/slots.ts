import type { OpenCalendar } from "./calendar.js";
import { freeTime, type SlotQuestion } from "./free-time.js";
import { gridFor, startsIn, type GridTerms } from "./grid.js";
import type { Interval } from "./interval.js";

/** A query about one calendar. */
export interface SlotQuery extends OpenCalendar, SlotQuestion, GridTerms {}

/**
 * The bookable slots of one coach, in order. The requested range, the notice, the horizon and the limits do not decide
 * where slots lie. They only leave slots out, so two pages never disagree (see `startsIn`). O((open + busy) log (open +
 * busy) + slots).
 * @throws RangeError if the duration or step is not more than 0, a length is not a whole number, or the zone is unknown
 */
export function freeSlots(query: SlotQuery): Interval[] {
  return [...eachSlot(query)];
}

/** Like `freeSlots`, lazily: for callers who only need the first few. */
export function* eachSlot(query: SlotQuery): Generator<Interval, void, undefined> {
  const time = freeTime(query, query);
  const grid = gridFor([time], query);
  for (const start of startsIn(time, grid)) yield [start, start + grid.duration];
}
