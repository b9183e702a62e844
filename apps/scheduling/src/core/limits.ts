import { merge, type Interval } from "./interval.js";
import { clockOf, type Whereabouts } from "./travel.js";
import { offsetAt } from "./zone.js";
import { DAY } from "./lengths.js";

/** The most sessions that may start on one local day, or in one ISO week (from Monday), of the coach. */
export interface SessionLimit {
  readonly per: "DAY" | "WEEK";
  /** 0 or more. */
  readonly most: number;
  /** When the sessions that count start, in epoch milliseconds: all of the days or weeks that are asked about. */
  readonly starts: readonly number[];
}

/** How long a stretch is on the wall, and the wall time at which one starts. (1970-01-05 was a Monday.) */
const STRETCHES = {
  DAY: { length: DAY, origin: 0 },
  WEEK: { length: 7 * DAY, origin: 4 * DAY },
} as const;

/** How far a week that has time in the range reaches out of it, on the way from one end of the world to the other. */
const MARGIN = 10 * DAY;

/**
 * The days and weeks with time in [from, to) in which no further session may start: those that have as many as one of
 * the limits allows. Days are those of the clock that the coach goes by, in the zone of a journey while it lasts.
 * Merged. O(sessions + days).
 * @throws RangeError for a limit below 0, a zone that is not known or a date that is none.
 */
export function fullTimes(coach: Whereabouts, limits: readonly SessionLimit[], from: number, to: number): Interval[] {
  if (limits.length === 0) return [];
  const clock = clockOf(coach, from - MARGIN, to + MARGIN);
  const full: Interval[] = [];
  for (const { per, most, starts } of limits) {
    if (!Number.isInteger(most) || most < 0)
      throw new RangeError(`most is ${most}; it must be a whole number, 0 or more`);
    const { length, origin } = STRETCHES[per];
    const stretchAt = (wall: number): number => Math.floor((wall - origin) / length);
    const counts = new Map<number, number>();
    for (const start of starts) {
      const stretch = stretchAt(start + offsetAt(clock, start));
      counts.set(stretch, (counts.get(stretch) ?? 0) + 1);
    }
    // A stretch in which the clock changes has a part before and one after the change.
    for (const { start, end, offset } of clock) {
      const last = stretchAt(Math.min(end, to) - 1 + offset);
      for (let stretch = stretchAt(Math.max(start, from) + offset); stretch <= last; stretch += 1) {
        if ((counts.get(stretch) ?? 0) < most) continue;
        const wall = origin + stretch * length;
        full.push([Math.max(start, wall - offset), Math.min(end, wall + length - offset)]);
      }
    }
  }
  return merge(full);
}
