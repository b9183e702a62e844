import { DAY } from "../core/lengths.js";

/** How often recurring events are expanded further ahead if there is no other reason. */
export const EXTEND_EVERY = 30 * DAY;

/**
 * When to read a calendar again, in epoch milliseconds: after `every` milliseconds while it works. After a failure, the
 * wait is as long as the failure has lasted, at most a day, so waits double. The id adds up to a tenth, so that
 * calendars that came together do not stay together.
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

/** A number from 0 to 1 that depends on the id: the end of a UUIDv7 is random. */
function shareOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) / 2 ** 32;
}
