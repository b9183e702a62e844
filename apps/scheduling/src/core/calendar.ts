import { merge, subtract, type Interval } from "./interval.js";
import { fullTimes, type SessionLimit } from "./limits.js";
import { openIntervals, type Hours } from "./windows.js";

/** When a coach works. */
export interface Availability extends Hours {
  /**
   * When they do not work, whatever their hours say, in any order. These times are closed like the time between
   * windows, not busy. Default: never.
   */
  readonly timeOff?: readonly Interval[] | undefined;
}

/** The terms of a session, from its coach and its type. */
export interface SessionTerms {
  /** What it blocks before its start, in minutes. Default: 0. */
  readonly bufferBeforeMinutes?: number | undefined;
  /** What it blocks after its end, in minutes. Default: 0. */
  readonly bufferAfterMinutes?: number | undefined;
  /** The minimum notice in minutes. Default: 0. */
  readonly minimumNoticeMinutes?: number | undefined;
  /** How long before its start it can be booked, in minutes. Default: any time. */
  readonly horizonMinutes?: number | undefined;
}

/** Everything that decides when a session with one coach is possible. */
export interface CoachCalendar extends Availability, SessionTerms {
  /**
   * What is already taken, in any order; sessions with their own buffers. It must cover everything from
   * `openIntervals`, not only [from, to): the busy time before a slot decides where its free range starts.
   */
  readonly busy: readonly Interval[];
  /** All of them apply. Default: none. */
  readonly limits?: readonly SessionLimit[] | undefined;
}

/** A coach's calendar in one range, with zones and dates resolved to instants. */
export interface OpenCalendar extends SessionTerms {
  /**
   * When the windows are open, merged and uncut, as `openIntervals` returns it. A slot lies wholly inside one of these.
   */
  readonly open: readonly Interval[];
  /** What to leave out of them, in any order. Default: nothing. */
  readonly timeOff?: readonly Interval[] | undefined;
  /** As in `CoachCalendar`. */
  readonly busy: readonly Interval[];
  /** When nothing may start because a limit is reached, merged, as `fullTimes` returns it. Default: never. */
  readonly full?: readonly Interval[] | undefined;
}

/**
 * The calendar in [from, to), epoch milliseconds.
 * @throws RangeError as `openIntervals` and `fullTimes` do
 */
export function openCalendar<C extends CoachCalendar>(calendar: C, from: number, to: number): C & OpenCalendar {
  return {
    ...calendar,
    open: openIntervals(calendar, from, to),
    full: fullTimes(calendar, calendar.limits ?? [], from, to),
  };
}

/**
 * When a coach works: the windows that overlap [from, to), without time off, merged.
 * @throws RangeError as `openIntervals` does
 */
export function workingTimes(availability: Availability, from: number, to: number): Interval[] {
  return subtract(openIntervals(availability, from, to), merge(availability.timeOff ?? []));
}
