import { freeTime, OBSTACLES, type Obstacle } from "./free-time.js";
import { gridFor, startsIn } from "./grid.js";
import { intersect } from "./interval.js";
import type { SlotPage } from "./page.js";
import type { SlotQuery } from "./slots.js";
import { coachesNeeded, eachTeamSlot, type TeamQuery, type TeamSlot } from "./team-slots.js";

/** The reasons in the order in which they are told. */
const REASONS = ["NO_AVAILABILITY", "NO_WINDOW_LONG_ENOUGH", ...OBSTACLES, "NOT_ENOUGH_COACHES"] as const;

/**
 * Why nothing is free.
 * - `NO_AVAILABILITY`: the calendar is not open at all in the range.
 * - `NO_WINDOW_LONG_ENOUGH`: it is, but never for as long as the session takes, even with nothing booked.
 * - `TIME_OFF`: there would be slots if the coach were not away.
 * - `FULLY_BUSY`: there would be slots if nothing were booked.
 * - `LIMIT_REACHED`: there would be slots if more sessions were allowed on a day or in a week.
 * - `TOO_SHORT_NOTICE`: there would be slots if they could be booked at the last moment, or were not in the past.
 * - `BEYOND_HORIZON`: there would be slots if they could be booked so long before.
 * - `NOT_ENOUGH_COACHES`: some coaches have slots, but never as many as it takes at once.
 */
export type EmptyReason = (typeof REASONS)[number];

/**
 * Why `freeSlots` has no answer to this query (on its first page); empty if it has one.
 *
 * With nothing in the way there must be a slot. Then each obstacle that would be enough alone is a reason. If none would
 * be, a few of them together are: as few as it takes, so that without any one of them there would be a slot.
 */
export function emptyReasons(query: SlotQuery): EmptyReason[] {
  const isEmptyWith = (obstacles: readonly Obstacle[]): boolean => !hasSlot(query, obstacles);
  if (!isEmptyWith(OBSTACLES)) return [];
  if (intersect(query.open, [[query.from, query.to]]).length === 0) return ["NO_AVAILABILITY"];
  if (isEmptyWith([])) return ["NO_WINDOW_LONG_ENOUGH"];

  const enoughAlone = OBSTACLES.filter((obstacle) => isEmptyWith([obstacle]));
  if (enoughAlone.length > 0) return enoughAlone;
  return OBSTACLES.reduce<readonly Obstacle[]>((needed, obstacle) => {
    const others = needed.filter((other) => other !== obstacle);
    return isEmptyWith(others) ? others : needed;
  }, OBSTACLES).slice();
}

/**
 * Why `eachTeamSlot` has no answer to this query (on its first page); empty if it has one. Why those coaches who have no
 * slot of their own have none, and `NOT_ENOUGH_COACHES` if there are others, or if the team is too small.
 * @param page what was found of the query. To find nothing takes longest of all, and is not done again.
 */
export function teamEmptyReasons(query: TeamQuery, page: SlotPage<TeamSlot>): EmptyReason[] {
  return toldOfTeam(query, [...reasonsOfEach(query, page)]);
}

/** Why each of a team's coaches has no slot, one coach at a time; nobody where the team has one. */
export function* reasonsOfEach(query: TeamQuery, page: SlotPage<TeamSlot>): Generator<EmptyReason[], void, undefined> {
  if (page.slots.length > 0 || hasSlotBefore(query)) return;
  for (const coach of query.coaches) yield emptyReasons({ ...query, after: undefined, ...coach });
}

/** What `teamEmptyReasons` answers, given `reasonsOfEach`. */
export function toldOfTeam(query: TeamQuery, perCoach: readonly EmptyReason[][]): EmptyReason[] {
  if (perCoach.length < query.coaches.length) return [];
  const found = new Set(perCoach.flat());
  const isShort = query.coaches.length < coachesNeeded(query);
  if (isShort || perCoach.some((reasons) => reasons.length === 0)) found.add("NOT_ENOUGH_COACHES");
  return REASONS.filter((reason) => found.has(reason));
}

/** Whether there is one that `after` leaves out. */
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
