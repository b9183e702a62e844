import { openCalendar, type CoachCalendar } from "./calendar.js";
import type { SlotQuestion } from "./free-time.js";
import type { GridTerms } from "./grid.js";
import { type Interval, overlaps } from "./interval.js";
import { eachSlot } from "./slots.js";
import { MINUTE, WEEK } from "./lengths.js";

const FIRST_LOOK = WEEK;

/**
 * The first of a coach's free slots, or undefined. It looks a week ahead, and then twice as far each time. The next
 * free time is usually near, so a page of coaches need not open all their calendars to the end.
 * @param taken slots that overlap these times do not count
 * @throws RangeError as `openCalendar` and `eachSlot` do
 */
export function firstFree(
  calendar: CoachCalendar,
  question: SlotQuestion & GridTerms,
  taken: readonly Interval[] = [],
): Interval | undefined {
  const { minimumNoticeMinutes = 0, horizonMinutes = Infinity } = calendar;
  const { now } = question;
  const last = Math.min(question.to, now + horizonMinutes * MINUTE + 1);
  let from = Math.max(question.from, now + minimumNoticeMinutes * MINUTE);
  for (let look = FIRST_LOOK; from < last; look *= 2) {
    const to = Math.min(last, from + look);
    for (const slot of eachSlot({ ...openCalendar(calendar, from, to), ...question, from, to }))
      if (!taken.some((each) => overlaps(each, slot))) return slot;
    from = to;
  }
  return undefined;
}
