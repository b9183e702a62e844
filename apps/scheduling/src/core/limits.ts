import { merge, type Interval } from "./interval.js";
import { clockOf, type Whereabouts } from "./travel.js";
import { offsetAt } from "./zone.js";
import { DAY, WEEK } from "./lengths.js";

/** The maximum number of sessions that may start on one local day, or in one ISO week (from Monday), of the coach. */
export interface SessionLimit {
  readonly per: "DAY" | "WEEK";
  /** 0 or more. */
  readonly most: number;
  /** The starts of the sessions that count, in epoch milliseconds: all those in the days or weeks in question. */
  readonly starts: readonly number[];
}

/** The local length of a period, and a local time at which one starts. (1970-01-05 was a Monday.) */
const STRETCHES = {
  DAY: { length: DAY, origin: 0 },
  WEEK: { length: WEEK, origin: 4 * DAY },
} as const;

/** How far a week that overlaps the range can reach beyond it, for a trip from one end of the world to the other. */
const MARGIN = 10 * DAY;

/**
 * The days and weeks that overlap [from, to) in which no further session may start, because one of the limits is
 * reached. Days are counted on the coach's clock, in the other zone during a trip. Merged. O(sessions + days).
 * @throws RangeError for a limit below 0, an unknown zone or an invalid date
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
    // A period with a clock change has a part before and one after it.
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
