import { YEAR } from "./lengths.js";

/**
 * How far ahead anybody can ask for a time. Zones and PostgreSQL's dates have limits, which a typing error can reach.
 */
export const FARTHEST = 10 * YEAR;

/** `now` is in epoch milliseconds. */
export function isTooFarAhead(instant: Date, now: number): boolean {
  return instant.getTime() > now + FARTHEST;
}
