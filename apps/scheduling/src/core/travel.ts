import { dayOfDate, localDayAt } from "./local-day.js";
import { offsetPeriods, startInstant, type OffsetPeriod } from "./zone.js";
import { DAY } from "./lengths.js";

/** A coach keeps the same hours in another zone on these local dates, such as "2027-03-17"; both belong to the trip. */
export interface Travel {
  /** IANA name. */
  readonly timeZone: string;
  readonly firstDate: string;
  readonly lastDate: string;
}

/** Where somebody is. */
export interface Whereabouts {
  /** The IANA zone at home. */
  readonly timeZone: string;
  /** If two share a date, the one that began later applies (a trip within a trip). Default: never away. */
  readonly travel?: readonly Travel[] | undefined;
}

/** Consecutive local days in one zone. */
export interface Stay {
  readonly firstDay: number;
  readonly lastDay: number;
  /** Whether a trip begins with it. */
  readonly begins: boolean;
  /** The zone's offsets, for all requested instants. */
  readonly periods: readonly OffsetPeriod[];
}

/**
 * The zone of each local day that overlaps [from, to), and of two more days on either side, in order.
 * @throws RangeError for an unknown zone or an invalid date
 */
export function staysIn({ timeZone, travel = [] }: Whereabouts, from: number, to: number): Stay[] {
  const home = offsetPeriods(timeZone, from, to);
  const [first, last] = [localDayAt(home, from) - 2, localDayAt(home, to) + 2];
  const journeys = travel
    .map(({ timeZone, firstDate, lastDate }) => ({
      timeZone,
      firstDay: dayOfDate(firstDate),
      lastDay: dayOfDate(lastDate),
    }))
    .filter(({ firstDay, lastDay }) => firstDay <= last && lastDay >= first)
    .sort((a, b) => b.firstDay - a.firstDay);
  if (journeys.length === 0) return [{ firstDay: first, lastDay: last, begins: false, periods: home }];

  const zones = new Map([[timeZone, home]]);
  const stays: Stay[] = [];
  for (let day = first; day <= last;) {
    const journey = journeys.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
    const next = journeys.filter(({ firstDay }) => firstDay > day).map(({ firstDay }) => firstDay - 1);
    const lastDay = Math.min(last, journey?.lastDay ?? last, ...next);
    const zone = journey?.timeZone ?? timeZone;
    if (!zones.has(zone)) zones.set(zone, offsetPeriods(zone, from, to));
    stays.push({ firstDay: day, lastDay, begins: journey?.firstDay === day, periods: zones.get(zone)! });
    day = lastDay + 1;
  }
  return stays;
}

/**
 * Somebody's clock: the offsets of their zone, and during a trip those of the other zone. A trip lasts from the
 * midnight there with which it begins to the midnight there with which it ends, or with which the next one begins.
 * Right in [from, to) and one more day on either side.
 * @throws RangeError for an unknown zone or an invalid date
 */
export function clockOf(whereabouts: Whereabouts, from: number, to: number): readonly OffsetPeriod[] {
  const stays = staysIn(whereabouts, from, to);
  if (stays.length === 1) return stays[0]!.periods;
  const clock: OffsetPeriod[] = [];
  let start = -Infinity;
  for (const [i, stay] of stays.entries()) {
    const next = stays[i + 1];
    const midnight = next?.begins ? startInstant(next.periods, next.firstDay * DAY) : undefined;
    // From the far east to the far west and back, a day may end before it begins.
    const end = next ? Math.max(start, midnight ?? startInstant(stay.periods, next.firstDay * DAY)) : Infinity;
    for (const period of stay.periods) {
      const part = { ...period, start: Math.max(start, period.start), end: Math.min(end, period.end) };
      if (part.start < part.end) clock.push(part);
    }
    start = end;
  }
  return clock;
}
