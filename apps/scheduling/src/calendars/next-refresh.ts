import { DAY } from "../core/lengths.js";

/** How often recurring events are worked out further ahead, where nothing else is to be done. */
export const EXTEND_EVERY = 30 * DAY;

/**
 * When a calendar is to be read again, in epoch milliseconds: `every` milliseconds later while that goes well, and after a
 * failure as long as it has been failing, a day at most, so that waits double. Up to a tenth more by the id, so that calendars
 * that came at once do not stay together.
 * @param id the calendar's UUIDv7
 */
export function nextRefresh(
  id: string,
  now: number,
  { every, failingSince }: { readonly every: number; readonly failingSince?: number },
): number {
  const wait = failingSince === undefined ? every : Math.max(every, Math.min(now - failingSince, DAY));
  return Math.round(now + wait * (1 + shareOf(id) / 10));
}

/** A number from 0 up to 1 that is the id's own: the end of a UUIDv7 is random. */
function shareOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) / 2 ** 32;
}
