export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Weeks before the anchor in which generated firms were already at work, and weeks after it that are booked. */
export const WEEKS = { past: 80, coming: 8 } as const;

/** The Monday, 00:00 UTC, of the week of this instant: generated schedules are arranged around it. */
export function mondayOf(instant: number): number {
  const sinceMonday = (Math.floor(instant / DAY_MS) + 3) % 7; // 1970-01-01 was a Thursday
  return (Math.floor(instant / DAY_MS) - sinceMonday) * DAY_MS;
}

export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}

export function dateText(instant: number): string {
  return instantText(instant).slice(0, 10);
}
