import { Temporal } from "temporal-polyfill";

/** Everything that needs the time is given a clock. Only this file asks the machine. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The calendar date (`YYYY-MM-DD`) in a time zone at an instant in epoch milliseconds. */
export function dateIn(timeZone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The instant at which a calendar date begins in a time zone, in epoch milliseconds. */
export function startOfDay(timeZone: string, date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The last date that has four digits for its year. */
const LAST_DATE = "9999-12-31";

/** A calendar date, moved by as many days as there are from one date to another. */
export function movedDate(date: string, from: string, to: string): string {
  return daysAfter(date, Temporal.PlainDate.from(from).until(to).days);
}

/** A calendar date, so many days later, or earlier if they are negative. */
export function daysAfter(date: string, days: number): string {
  const moved = Temporal.PlainDate.from(date).add({ days });
  return moved.year > 9999 ? LAST_DATE : moved.toString();
}
