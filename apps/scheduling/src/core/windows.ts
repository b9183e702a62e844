import { merge, type Interval } from "./interval.js";
import { dayOfDate, isoDate, isoWeekday } from "./local-day.js";
import { staysIn, type Whereabouts } from "./travel.js";
import { endInstant, startInstant } from "./zone.js";
import { DAY, MINUTE } from "./lengths.js";

/**
 * When a coach works on one local day, in minutes after local midnight. An end that is not after the start is on the
 * next day: 22:00-02:00 crosses midnight, and 0-0 is the whole day, like 0-1440.
 */
export interface DayWindow {
  /** 0..1439 */
  readonly startMinute: number;
  /** 0..1440 */
  readonly endMinute: number;
}

/** A weekly window. It belongs to the day on which it starts. */
export interface WeeklyWindow extends DayWindow {
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** The first of its dates ("2027-03-17"). Default: it has always been. */
  readonly firstDate?: string | null | undefined;
  /** The last of its dates. Default: it goes on. */
  readonly lastDate?: string | null | undefined;
}

/** Local dates ("2027-03-17") whose windows replace the weekly ones. An empty list is a day off. */
export type DateOverrides = ReadonlyMap<string, readonly DayWindow[]>;

/** Somebody's hours, in the local time of where they are on each date. */
export interface Hours extends Whereabouts {
  readonly windows: readonly WeeklyWindow[];
  /** Default: none. */
  readonly overrides?: DateOverrides | undefined;
}

/** How far back windows without a gap are followed: slots in them restart at each Monday, and this range has three. */
const LONGEST_BEFORE = 28 * DAY;
/** The same after the range: longer than any session. */
const LONGEST_AFTER = 8 * DAY;

/**
 * When the windows are open: the merged intervals that overlap [from, to), in order.
 *
 * They are not cut at `from` and `to`: the start of a free range decides where its slots lie, so the result must not
 * depend on the requested page. (Windows without a gap are returned from about four weeks before.) A boundary in a gap
 * of the zone moves to the change, a window wholly inside a gap does not exist, an ambiguous start means the first and
 * an ambiguous end the last. During a trip, the windows are in the other zone.
 * @param from epoch milliseconds
 * @param to epoch milliseconds
 * @throws RangeError for an unknown zone, an invalid window or an invalid date
 */
export function openIntervals(hours: Hours, from: number, to: number): Interval[] {
  const byWeekday = groupByWeekday(hours.windows);
  const overrides = hours.overrides?.size ? hours.overrides : undefined;
  const opened: Interval[] = [];
  for (const { firstDay, lastDay, periods } of staysIn(hours, from - LONGEST_BEFORE, to + LONGEST_AFTER)) {
    for (let day = firstDay; day <= lastDay; day += 1) {
      const weekly = byWeekday[isoWeekday(day)]!.filter(({ first, last }) => first <= day && day <= last);
      for (const window of overrides?.get(isoDate(day)) ?? weekly) {
        const { startMinute, endMinute } = checked(window);
        const endDay = endMinute > startMinute ? day : day + 1;
        opened.push([
          startInstant(periods, day * DAY + startMinute * MINUTE),
          endInstant(periods, endDay * DAY + endMinute * MINUTE),
        ]);
      }
    }
  }
  return merge(opened).filter(([start, end]) => start < to && end > from);
}

/** A weekly window with the first and last local day on which it may be. */
interface DatedWindow extends DayWindow {
  readonly first: number;
  readonly last: number;
}

function groupByWeekday(windows: readonly WeeklyWindow[]): DatedWindow[][] {
  const days: DatedWindow[][] = Array.from({ length: 8 }, () => []);
  for (const window of windows) {
    if (!within(checked(window).weekday, 1, 7)) {
      throw new RangeError(`Weekly window ${JSON.stringify(window)}: weekday must be 1..7, a whole number`);
    }
    const { weekday, startMinute, endMinute, firstDate, lastDate } = window;
    const first = firstDate == null ? -Infinity : dayOfDate(firstDate);
    const last = lastDate == null ? Infinity : dayOfDate(lastDate);
    days[weekday]!.push({ startMinute, endMinute, first, last });
  }
  return days;
}

function checked<W extends DayWindow>(window: W): W {
  if (within(window.startMinute, 0, 1439) && within(window.endMinute, 0, 1440)) return window;
  throw new RangeError(
    `${"weekday" in window ? "Weekly window" : "Window"} ${JSON.stringify(window)}: startMinute must be 0..1439, endMinute 0..1440, both whole numbers`,
  );
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && least <= value && value <= most;
}
