import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { InvalidSeries } from "./invalid-series.js";
import { readSeriesRule } from "./series-rule.js";
import { offsetAt, offsetPeriods, startInstant } from "./zone.js";
import { DAY, YEAR } from "./lengths.js";

/**
 * rrule-temporal 2.2 misses the days of January that belong to the last week of the previous year, if a query or the
 * series starts on one of them. For week numbers, which come every year, the expansion starts two years earlier.
 */
const BEFORE_WEEKS = 2 * YEAR;

/** A recurring session as agreed: in local time, not at instants. Plain values that fit into a row. */
export interface Series {
  /** A recurrence rule (RFC 5545, 3.3.10) without the property's name. Without COUNT and UNTIL it has no end. */
  readonly rule: string;
  /** An IANA name. */
  readonly timeZone: string;
  /** The first local start in that zone, such as `2027-03-14T09:30`. The rule counts its periods from there. */
  readonly firstStart: string;
}

/**
 * The series' starts in [from, to), as epoch milliseconds, in order, computed lazily. These are original starts. What
 * happened to each is not known here.
 *
 * A local time that the clock skips is left out and not counted, even the first (RFC 5545, 3.3.10). A time that it
 * shows twice means the first (3.3.5). BYSETPOS chooses on the calendar, before anything is skipped.
 * @param to finite, because a series need not end
 * @throws InvalidSeries if the series did not come from `readSeries` and is invalid
 */
export function* seriesStarts(series: Series, from: number, to: number): Generator<number, void> {
  const { count, until } = readSeriesRule(series.rule);
  const end = Math.min(to, until === undefined ? Infinity : endOf(until, series.timeZone));
  let counted = 0;
  // The tenth can only be found by counting from the first.
  for (const start of startsOf(series, count === undefined ? from : -Infinity, end)) {
    if (start >= from) yield start;
    counted += 1;
    if (counted === count) return;
  }
}

/** How many starts the series has before this instant. Exceptions count too. */
export function startsBefore(series: Series, instant: number): number {
  let counted = 0;
  for (const _ of seriesStarts(series, -Infinity, instant)) counted += 1;
  return counted;
}

/** The starts in [from, to) of the series without its end. */
function* startsOf({ rule, timeZone, firstStart }: Series, from: number, to: number): Generator<number, void> {
  const first = wallOf(firstStart);
  const end = to + 2 * DAY;
  for (let wall = Math.max(first, from - 2 * DAY); wall < end; wall += YEAR) {
    const next = Math.min(wall + YEAR, end);
    const periods = offsetPeriods(timeZone, wall, next);
    for (const shown of wallStarts(rule, first, wall, next)) {
      const instant = startInstant(periods, shown);
      if (instant >= to) return;
      if (instant >= from && instant + offsetAt(periods, instant) === shown) yield instant;
    }
  }
}

/**
 * The local times of a rule's starts in [from, to), without its end: milliseconds as in zone.ts. They are expanded as
 * if in UTC and read in the series' zone afterwards. rrule-temporal treats its first start as an instant. If the zone's
 * clock skips that, it would move the whole series.
 */
export function wallStarts(rule: string, first: number, from: number, to: number): number[] {
  const { pattern } = readSeriesRule(rule);
  const early = pattern.includes("BYWEEKNO") ? BEFORE_WEEKS : 0;
  const dtstart = Temporal.Instant.fromEpochMilliseconds(first - early).toZonedDateTimeISO("UTC");
  return new RRuleTemporal({ rruleString: `RRULE:${pattern}`, dtstart })
    .between(new Date(from - early), new Date(to - 1), true)
    .map(({ epochMilliseconds }) => epochMilliseconds)
    .filter((wall) => wall >= first && wall >= from);
}

/**
 * A local time such as `2027-03-14T09:30`, in milliseconds as in zone.ts.
 * @throws InvalidSeries
 */
export function wallOf(firstStart: string): number {
  try {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(firstStart)) throw new RangeError();
    return Temporal.PlainDateTime.from(firstStart).toZonedDateTime("UTC").epochMilliseconds;
  } catch {
    throw new InvalidSeries(
      "firstStart",
      `the first start is "${firstStart}"; it must be a local time like 2027-03-14T09:30`,
    );
  }
}

/** A local time as people write it, with seconds only if there are any. */
export function shownOnWall(wall: number): string {
  return new Date(wall).toISOString().replace(/(:00)?\.000Z$/, "");
}

/**
 * The first instant at which nothing starts any more. UNTIL itself still belongs to the series; a date includes the
 * whole day.
 * @throws InvalidSeries
 */
export function endOf(until: string, timeZone: string): number {
  try {
    if (until.endsWith("Z")) return Temporal.Instant.from(until).epochMilliseconds + 1000;
    const midnight = Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime("UTC").epochMilliseconds;
    return startInstant(offsetPeriods(timeZone, midnight - DAY, midnight + DAY), midnight);
  } catch {
    throw new InvalidSeries("rule", `the rule has UNTIL=${until}; there is no such time`);
  }
}
