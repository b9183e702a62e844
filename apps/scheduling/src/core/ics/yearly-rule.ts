import type { Temporal } from "temporal-polyfill";

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/**
 * The RRULE (RFC 5545) of times that come once in each of the years, on the same weekday of the same month at the same
 * time of day: the last or the nth of the month. Undefined if there is no such rule.
 */
export function yearlyRule(times: readonly Temporal.PlainDateTime[]): string | undefined {
  const [first] = times;
  const isYearly = times.every(
    (time, i) =>
      time.year === first!.year + i &&
      time.month === first!.month &&
      time.dayOfWeek === first!.dayOfWeek &&
      time.toPlainTime().equals(first!.toPlainTime()),
  );
  if (!isYearly) return undefined;
  const place = placeOf(times);
  if (place === undefined) return undefined;
  return `FREQ=YEARLY;BYMONTH=${first!.month};BYDAY=${place}${WEEKDAYS[first!.dayOfWeek - 1]}`;
}

/** Which of its weekday in the month each of the days is: -1 for the last, undefined if they differ. */
function placeOf(days: readonly Temporal.PlainDateTime[]): number | undefined {
  if (days.every(({ day, daysInMonth }) => day + 7 > daysInMonth)) return -1;
  const [place, ...others] = new Set(days.map(({ day }) => Math.ceil(day / 7)));
  return others.length === 0 ? place : undefined;
}
