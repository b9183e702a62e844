import { offsetAt, type OffsetPeriod } from "./zone.js";
import { DAY } from "./lengths.js";

/*
 * A local day is a whole number: the days from 1970-01-01 to its date, in any zone. Its local midnight is that number
 * times 24 hours.
 */

/** The local day on this clock at an instant. */
export function localDayAt(clock: readonly OffsetPeriod[], instant: number): number {
  return Math.floor((instant + offsetAt(clock, instant)) / DAY);
}

/** The weekday of a local day, by ISO 8601: 1 is Monday, 7 is Sunday. (1970-01-01 was a Thursday.) */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The date of a local day: "2027-03-17". */
export function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/**
 * The local day of a date such as "2027-03-17".
 * @throws RangeError if it is invalid
 */
export function dayOfDate(date: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00Z`) / DAY : NaN;
  if (Number.isInteger(day) && isoDate(day) === date) return day;
  throw new RangeError(`The date is ${JSON.stringify(date)}; it must be one such as 2027-03-17`);
}

/** Whether any date of this range, inclusive, is on a weekday. */
export function hasWeekday(weekday: number, firstDate: string, lastDate: string): boolean {
  const first = dayOfDate(firstDate);
  const next = first + ((weekday - isoWeekday(first) + 7) % 7);
  return next <= dayOfDate(lastDate);
}
