import { merge, type Interval } from "./interval.js";
import { endInstant, offsetAt, offsetPeriods, startInstant } from "./zone.js";

/**
 * When a coach works on one local day, in minutes after its midnight by the clock on the wall.
 * An end that is not after the start is on the next day: 22:00-02:00 crosses midnight, and 0-0 is the whole day, as 0-1440 is.
 */
export interface DayWindow {
  /** 0..1439 */
  readonly startMinute: number;
  /** 0..1440 */
  readonly endMinute: number;
}

/** A window that comes back every week; it belongs to the day on which it starts. */
export interface WeeklyWindow extends DayWindow {
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

/** Local dates ("2027-03-17") whose windows replace the weekly ones; an empty list is a day off. */
export type DateOverrides = ReadonlyMap<string, readonly DayWindow[]>;

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * When weekly windows are open: the merged intervals that share time with [from, to), in order.
 *
 * They are whole, not cut at `from` and `to`: where a free range starts decides where its slots lie, so an answer must
 * not depend on the page that was asked for. (Windows without any pause have no start; they are given from a Monday.)
 * A boundary in a gap of the zone moves to the change, a window wholly inside a gap does not exist, an ambiguous start
 * means the first and an ambiguous end the last.
 * @param from epoch milliseconds
 * @param to epoch milliseconds
 * @throws RangeError for a zone that is not known or a window that is none.
 */
export function openIntervals(
  weekly: readonly WeeklyWindow[],
  timeZone: string,
  from: number,
  to: number,
  overrides: DateOverrides = new Map(),
): Interval[] {
  const byWeekday = groupByWeekday(weekly);
  const margin = 16 * DAY;
  const periods = offsetPeriods(timeZone, from - margin, to + margin);
  const dayOf = (instant: number): number => Math.floor((instant + offsetAt(periods, instant)) / DAY);
  const weekBefore = dayOf(from) - 7;
  const firstDay = weekBefore - (isoWeekday(weekBefore) - 1);
  const lastDay = dayOf(to) + 8;

  const opened: Interval[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const override = overrides.size > 0 ? overrides.get(isoDate(day)) : undefined;
    for (const { startMinute, endMinute } of override ?? byWeekday[isoWeekday(day)]!) {
      const endDay = endMinute > startMinute ? day : day + 1;
      opened.push([
        startInstant(periods, day * DAY + startMinute * MINUTE),
        endInstant(periods, endDay * DAY + endMinute * MINUTE),
      ]);
    }
  }
  return merge(opened).filter(([start, end]) => start < to && end > from);
}

function groupByWeekday(weekly: readonly WeeklyWindow[]): WeeklyWindow[][] {
  const days: WeeklyWindow[][] = Array.from({ length: 8 }, () => []);
  for (const window of weekly) {
    const { weekday, startMinute, endMinute } = window;
    if (!within(weekday, 1, 7) || !within(startMinute, 0, 1439) || !within(endMinute, 0, 1440)) {
      throw new RangeError(
        `Weekly window ${JSON.stringify(window)}: weekday must be 1..7, startMinute 0..1439, endMinute 0..1440, all whole numbers`,
      );
    }
    days[weekday]!.push(window);
  }
  return days;
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && least <= value && value <= most;
}

/** The weekday, 1..7, of a day counted from 1970-01-01, which was a Thursday. */
function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
