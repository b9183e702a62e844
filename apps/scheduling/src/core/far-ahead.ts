import { YEAR } from "./lengths.js";

/** How far ahead anybody can ask for a time: zones and PostgreSQL's dates have ends, and a slip of the keyboard finds them. */
const FARTHEST = 10 * YEAR;

/** `now` is in epoch milliseconds. */
export function isTooFarAhead(instant: Date, now: number): boolean {
  return instant.getTime() > now + FARTHEST;
}
