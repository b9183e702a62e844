import { freeTime, OBSTACLES, type Obstacle } from "./free-time.js";
import { gridFor, startsIn } from "./grid.js";
import { intersect } from "./interval.js";
import type { SlotPage } from "./page.js";
import type { SlotQuery } from "./slots.js";
import { coachesNeeded, eachTeamSlot, type TeamQuery, type TeamSlot } from "./team-slots.js";

/** The reasons in the order in which they are reported. */
const REASONS = [
  "NO_AVAILABILITY",
  "NO_WINDOW_LONG_ENOUGH",
  ...OBSTACLES,
  "BETWEEN_SLOTS",
  "NOT_ENOUGH_COACHES",
] as const;

/**
 * Why nothing is free.
 * - `NO_AVAILABILITY`: the calendar is not open at all in the range.
 * - `NO_WINDOW_LONG_ENOUGH`: it is open, but never as long as the session, even with nothing booked.
 * - `TIME_OFF`: there would be slots if the coach were not away.
 * - `FULLY_BUSY`: there would be slots if nothing were booked.
 * - `LIMIT_REACHED`: there would be slots if more sessions were allowed per day or week.
 * - `TOO_SHORT_NOTICE`: there would be slots without notice, or if they were not in the past.
 * - `BEYOND_HORIZON`: there would be slots if they could be booked that far ahead.
 * - `BETWEEN_SLOTS`: the coach is free, but the range lies between the starts of two slots.
 * - `NOT_ENOUGH_COACHES`: some coaches have slots, but never enough coaches at once.
 */
export type EmptyReason = (typeof REASONS)[number];

/**
 * Why `freeSlots` finds nothing for this query (on its first page). Empty if it finds something.
 *
 * Without any obstacle there must be a slot. Each obstacle that would be enough on its own is a reason. If none would,
 * a smallest set of them is: without any one of them, there would be a slot. A range in which no slot starts is judged by every
 * minute in it.
 */
export function emptyReasons(query: SlotQuery): EmptyReason[] {
  if (hasSlot(query, OBSTACLES)) return [];
  if (intersect(query.open, [[query.from, query.to]]).length === 0) return ["NO_AVAILABILITY"];
  if (hasSlot(query, [])) return obstaclesOf(query);
  const everyMinute = { ...query, stepMinutes: 1 };
  if (!hasSlot(everyMinute, [])) return ["NO_WINDOW_LONG_ENOUGH"];
  return hasSlot(everyMinute, OBSTACLES) ? ["BETWEEN_SLOTS"] : obstaclesOf(everyMinute);
}

/** The obstacles that prevent a slot where there would be one without any. */
function obstaclesOf(query: SlotQuery): Obstacle[] {
  const isEmptyWith = (obstacles: readonly Obstacle[]): boolean => !hasSlot(query, obstacles);
  const enoughAlone = OBSTACLES.filter((obstacle) => isEmptyWith([obstacle]));
  if (enoughAlone.length > 0) return enoughAlone;
  return OBSTACLES.reduce<readonly Obstacle[]>((needed, obstacle) => {
    const others = needed.filter((other) => other !== obstacle);
    return isEmptyWith(others) ? others : needed;
  }, OBSTACLES).slice();
}

/**
 * Why `eachTeamSlot` finds nothing for this query (on its first page). Empty if it finds something. It includes the
 * reasons of coaches without any slot of their own, and `NOT_ENOUGH_COACHES` if there are others or the team is too
 * small.
 * @param page the slots found for the query. Finding none takes longest of all, so it is not repeated.
 */
export function teamEmptyReasons(query: TeamQuery, page: SlotPage<TeamSlot>): EmptyReason[] {
  return teamReasonsFrom(query, [...reasonsOfEach(query, page)]);
}

/** Why each of a team's coaches has no slot, coach by coach. Empty if the team has one. */
export function* reasonsOfEach(query: TeamQuery, page: SlotPage<TeamSlot>): Generator<EmptyReason[], void, undefined> {
  if (page.slots.length > 0 || hasSlotBefore(query)) return;
  for (const coach of query.coaches) yield emptyReasons({ ...query, after: undefined, ...coach });
}

/** The answer of `teamEmptyReasons`, given `reasonsOfEach`. */
export function teamReasonsFrom(query: TeamQuery, perCoach: readonly EmptyReason[][]): EmptyReason[] {
  if (perCoach.length < query.coaches.length) return [];
  const found = new Set(perCoach.flat());
  const isShort = query.coaches.length < coachesNeeded(query);
  if (isShort || perCoach.some((reasons) => reasons.length === 0)) found.add("NOT_ENOUGH_COACHES");
  return REASONS.filter((reason) => found.has(reason));
}

/** Whether there is a slot that `after` leaves out. */
function hasSlotBefore({ after, ...query }: TeamQuery): boolean {
  if (after === undefined) return false;
  const { done } = eachTeamSlot({ ...query, to: Math.min(query.to, after + 1) }).next();
  return done === false;
}

function hasSlot(query: SlotQuery, obstacles: readonly Obstacle[]): boolean {
  const lifted = new Set(OBSTACLES.filter((obstacle) => !obstacles.includes(obstacle)));
  const time = freeTime(query, { ...query, after: undefined }, lifted);
  return startsIn(time, gridFor([time], query)).next().done === false;
}
