import { merge, subtract, type Interval } from "./interval.js";
import { fullTimes, type SessionLimit } from "./limits.js";
import { openIntervals, type Hours } from "./windows.js";

/** When a coach works. */
export interface Availability extends Hours {
  /** When they do not, whatever their hours say; in any order. Closed like the time between windows, not busy. Default: never. */
  readonly timeOff?: readonly Interval[] | undefined;
}

/** What a session needs around it, by its coach and its type. */
export interface SessionTerms {
  /** What it blocks before its start, in minutes. Default: 0. */
  readonly bufferBeforeMinutes?: number | undefined;
  /** What it blocks after its end, in minutes. Default: 0. */
  readonly bufferAfterMinutes?: number | undefined;
  /** How long before its start it must be booked at the latest, in minutes. Default: 0. */
  readonly minimumNoticeMinutes?: number | undefined;
  /** How long before its start it can be booked at the earliest, in minutes. Default: any time. */
  readonly horizonMinutes?: number | undefined;
}

/** All that decides when a session can be had with one coach. */
export interface CoachCalendar extends Availability, SessionTerms {
  /**
   * What is taken already, in any order; sessions with their own buffers. It must cover all that `openIntervals` gives,
   * not only [from, to): the busy time before a slot decides where its free range starts.
   */
  readonly busy: readonly Interval[];
  /** All of them hold. Default: none. */
  readonly limits?: readonly SessionLimit[] | undefined;
}

/** A coach's calendar as it is in one range, where zones and dates have become instants. */
export interface OpenCalendar extends SessionTerms {
  /** When the windows are open, merged and whole, as `openIntervals` gives it. A slot lies wholly inside one of these. */
  readonly open: readonly Interval[];
  /** What to leave out of them, in any order. Default: nothing. */
  readonly timeOff?: readonly Interval[] | undefined;
  /** As in `CoachCalendar`. */
  readonly busy: readonly Interval[];
  /** When nothing may start because a limit is reached, merged, as `fullTimes` gives it. Default: never. */
  readonly full?: readonly Interval[] | undefined;
}

/**
 * The calendar in [from, to), epoch milliseconds.
 * @throws RangeError for what `openIntervals` and `fullTimes` refuse.
 */
export function openCalendar<C extends CoachCalendar>(calendar: C, from: number, to: number): C & OpenCalendar {
  return {
    ...calendar,
    open: openIntervals(calendar, from, to),
    full: fullTimes(calendar, calendar.limits ?? [], from, to),
  };
}

/**
 * When a coach works: the windows that share time with [from, to), without the time off; merged.
 * @throws RangeError for what `openIntervals` refuses.
 */
export function workingTimes(availability: Availability, from: number, to: number): Interval[] {
  return subtract(openIntervals(availability, from, to), merge(availability.timeOff ?? []));
}
