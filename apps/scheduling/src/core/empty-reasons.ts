import { intersect } from "./interval.js";
import { eachSlot, type SlotQuery } from "./slots.js";

/**
 * Why nothing is free.
 * - `NO_AVAILABILITY`: the calendar is not open at all in the range.
 * - `NO_WINDOW_LONG_ENOUGH`: it is, but never for as long as the session takes, even with nothing booked.
 * - `FULLY_BUSY`: there would be slots if nothing were booked.
 * - `TOO_SHORT_NOTICE`: there would be slots if they could be booked at the last moment, or were not in the past.
 */
export type EmptyReason = "NO_AVAILABILITY" | "FULLY_BUSY" | "TOO_SHORT_NOTICE" | "NO_WINDOW_LONG_ENOUGH";

/**
 * Why `freeSlots` has no answer to this query; empty if it has one. Usually one reason. It is both `FULLY_BUSY` and
 * `TOO_SHORT_NOTICE` when either would be enough alone, and when neither is but both together are.
 */
export function emptyReasons(query: SlotQuery): EmptyReason[] {
  if (hasSlot(query)) return [];
  if (intersect(query.open, [[query.from, query.to]]).length === 0) return ["NO_AVAILABILITY"];

  const unhurried: SlotQuery = { ...query, now: -Infinity };
  if (!hasSlot({ ...unhurried, busy: [] })) return ["NO_WINDOW_LONG_ENOUGH"];

  const reasons: EmptyReason[] = [];
  if (!hasSlot(unhurried)) reasons.push("FULLY_BUSY");
  if (!hasSlot({ ...query, busy: [] })) reasons.push("TOO_SHORT_NOTICE");
  return reasons.length > 0 ? reasons : ["FULLY_BUSY", "TOO_SHORT_NOTICE"];
}

function hasSlot(query: SlotQuery): boolean {
  return eachSlot(query).next().done === false;
}
