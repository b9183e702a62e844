/*
 * Lengths of time, in milliseconds. A day has 24 hours here. For days on a zone's clock, see `local-day.ts` and
 * `zone.ts`.
 */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
/** As long as any year. */
export const YEAR = 366 * DAY;

/** A day in minutes. */
export const DAY_MINUTES = DAY / MINUTE;

/**
 * A length in milliseconds.
 * @throws RangeError if it is not a whole number of minutes, or below the minimum
 */
export function minutes(name: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} is ${value}; it must be a whole number of minutes, ${least} or more`);
  }
  return value * MINUTE;
}
