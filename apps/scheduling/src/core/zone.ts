import { Temporal } from "temporal-polyfill";
import { firstIndex } from "./search.js";
import { DAY } from "./lengths.js";

/**
 * A period, in epoch milliseconds, in which a zone keeps one offset from UTC (in milliseconds, east positive). `start`
 * and `end` are the instants of the zone's changes. The first and the last period of a list reach to infinity.
 */
export interface OffsetPeriod {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/*
 * A local time is a number as well: the milliseconds from 1970-01-01T00:00 to what a clock on the wall shows. So wall =
 * instant + offset, and a local day starts at a multiple of 24 hours.
 */

/**
 * The zone's offsets in [from, to) and two more days on either side, in order. Read once per range, so that a loop over
 * slots is mere arithmetic. Outside that range, the first and last offsets are only a guess.
 * @throws RangeError if the zone is unknown
 */
export function offsetPeriods(timeZone: string, from: number, to: number): readonly OffsetPeriod[] {
  let local: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from - 2 * DAY).toZonedDateTimeISO(
    timeZone,
  );
  const periods: OffsetPeriod[] = [];
  let start = -Infinity;
  while (local !== null) {
    const offset: number = local.offsetNanoseconds / 1e6;
    const change: Temporal.ZonedDateTime | null = local.getTimeZoneTransition("next");
    const end: number =
      change !== null && change.epochMilliseconds < to + 2 * DAY ? change.epochMilliseconds : Infinity;
    periods.push({ start, end, offset });
    start = end;
    local = end === Infinity ? null : change;
  }
  return periods;
}

/** The zone's offset at an instant, in milliseconds. */
export function offsetAt(periods: readonly OffsetPeriod[], instant: number): number {
  return periodAt(periods, instant).offset;
}

function periodAt(periods: readonly OffsetPeriod[], instant: number): OffsetPeriod {
  return periods[firstIndex(periods, (period) => instant < period.end)]!;
}

/**
 * The instant at which a window with this local start opens: the first if there are two, the change if it is in a gap.
 */
export function startInstant(periods: readonly OffsetPeriod[], wall: number): number {
  const period = periods[firstIndex(periods, ({ end, offset }) => wall < end + offset)]!;
  return Math.max(wall - period.offset, period.start);
}

/**
 * The instant at which a window with this local end closes: the last if there are two, the change if it is in a gap.
 */
export function endInstant(periods: readonly OffsetPeriod[], wall: number): number {
  const period = periods[firstIndex(periods, ({ start, offset }) => wall < start + offset) - 1]!;
  return Math.min(wall - period.offset, period.end);
}

/**
 * The first instant, from the given one on, at which the local time is a multiple of `unit` milliseconds after `origin`
 * (a local time). If the zone's offset changes before that, the search continues from the change.
 */
export function roundUpOnWall(periods: readonly OffsetPeriod[], instant: number, unit: number, origin = 0): number {
  for (let at = instant; ;) {
    const { offset, end } = periodAt(periods, at);
    const rounded = Math.ceil((at + offset - origin) / unit) * unit + origin - offset;
    if (rounded < end) return rounded;
    at = end;
  }
}
