import { durationOf, type FreeTime, type SlotQuestion } from "./free-time.js";
import { follow } from "./interval.js";
import { firstIndex } from "./search.js";
import { clockOf, type Whereabouts } from "./travel.js";
import { roundUpOnWall, type OffsetPeriod } from "./zone.js";
import { DAY, MINUTE, minutes, WEEK } from "./lengths.js";

/** Where slots lie in free time. */
export interface GridTerms {
  /** The zone in which slots are rounded: the caller's if known, or else the coach's (the first of several). */
  readonly clock: Whereabouts;
  /** Minutes from one slot's start to the next; more than 0. Default: the duration. */
  readonly stepMinutes?: number | undefined;
}

/** The same as numbers: milliseconds, and a clock that is right for the free time in question. */
export interface Grid {
  readonly duration: number;
  readonly step: number;
  readonly rounding: number;
  readonly clock: readonly OffsetPeriod[];
}

/** The units that a first slot is rounded up to, in minutes. The largest that divides the step is used. */
const ROUNDINGS = [60, 30, 20, 15, 10, 5, 1] as const;

/** 1970-01-05, a Monday. */
const MONDAY = 4 * DAY;
/** No two Mondays are closer, wherever the coach travels in between. */
const LEAST_WEEK = 5 * DAY;

/**
 * The grid for these times of one calendar or several.
 * @throws RangeError if the duration or step is not a whole number of minutes, 1 or more, or the zone is unknown
 */
export function gridFor(times: readonly FreeTime[], question: SlotQuestion & GridTerms): Grid {
  const duration = durationOf(question);
  const step = minutes("stepMinutes", question.stepMinutes ?? question.durationMinutes, 1);
  const rounding = ROUNDINGS.find((unit) => (step / MINUTE) % unit === 0)! * MINUTE;
  let [first, last] = [Infinity, -Infinity];
  for (const { ranges } of times) {
    first = Math.min(first, ranges[0]?.[0] ?? Infinity);
    last = Math.max(last, ranges.at(-1)?.[1] ?? -Infinity);
  }
  return { duration, step, rounding, clock: first < last ? clockOf(question.clock, first, last) : [] };
}

/**
 * When slots start, in order.
 *
 * The first slot of each free range is rounded up, in local time, to the largest of 60, 30, 20, 15, 10, 5 minutes that
 * divides the step (to the whole minute if none does). The others follow by the step, until the next busy time starts a
 * new range. A range without an end has no first slot that pages could agree on. So past its first Monday, its slots
 * start again at each Monday's midnight on the same clock. Limits on when a session may start do not start a range:
 * they only leave slots out. O(log ranges + slots).
 */
export function* startsIn(
  { ranges, earliest, latest, full }: FreeTime,
  grid: Grid,
): Generator<number, void, undefined> {
  const { duration, step, rounding, clock } = grid;
  const isFull = follow(full);
  for (let i = firstIndex(ranges, ([, end]) => end > earliest); i < ranges.length; i += 1) {
    const [start, end] = ranges[i]!;
    if (start > latest) return;
    for (let from = start, until: number; from < end; from = until) {
      until = end - from > LEAST_WEEK ? nextMonday(clock, from === start ? nextMonday(clock, from) : from) : end;
      const first = roundUpOnWall(clock, from, rounding);
      const skipped = Math.max(0, Math.ceil((earliest - first) / step));
      const last = Math.min(latest, end - duration, until - 1);
      for (let at = first + skipped * step; at <= last; at += step) {
        if (!isFull(at, at + 1)) yield at;
      }
    }
  }
}

/** The first midnight of a Monday on the clock after this instant. */
function nextMonday(clock: readonly OffsetPeriod[], instant: number): number {
  return roundUpOnWall(clock, instant + 1, WEEK, MONDAY);
}
