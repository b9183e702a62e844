import type { OpenCalendar } from "./calendar.js";
import { byFairness, byId, type Share } from "./fairness.js";
import { freeTime, type FreeTime, type SlotQuestion } from "./free-time.js";
import { gridFor, startsIn, type Grid, type GridTerms } from "./grid.js";
import { follow } from "./interval.js";

/**
 * How many of the coaches a session takes.
 * - `ONE`: the only one there is.
 * - `ANY`: one of them, whichever the asker likes.
 * - `ROUND_ROBIN`: one of them, whose turn it is.
 * - `ALL`: all of them together.
 * - `N_OF`: `least` of them together, whose turn it is.
 */
export type Staffing =
  { readonly rule: "ONE" | "ANY" | "ROUND_ROBIN" | "ALL" } | { readonly rule: "N_OF"; readonly least: number };

/** One of several coaches; each has buffers, notice, horizon and limits of their own. */
export interface TeamCoach extends OpenCalendar, Share {}

/** What is asked of several coaches. */
export interface TeamQuery extends SlotQuestion, GridTerms {
  readonly staffing: Staffing;
  /** In any order; the answer does not depend on it. */
  readonly coaches: readonly TeamCoach[];
}

/** A time that can be booked, in epoch milliseconds, and with whom. */
export interface TeamSlot {
  readonly start: number;
  readonly end: number;
  /**
   * In the order in which to take them: by fairness (see `byFairness`) if turns are taken, else by id. If one coach is
   * enough, those who have this slot; take one. If several are needed at once, all who are free; take the first so many.
   */
  readonly coachIds: readonly string[];
}

/**
 * The slots that can be booked with a team, in order and one at a time; no two start at the same instant.
 *
 * If one coach is enough, they are the slots of each, all in one. If several are needed at once, they are the slots that
 * each so many of them have in the time common to them, all in one: of three, those of every two. What is free
 * around a slot alone decides, so that an answer does not depend on the range asked for.
 * O(n log n) for all n windows and busy times before the first slot, and O(coaches) for each slot.
 * @throws RangeError for what `eachSlot` refuses, and for `ONE` of several, a `least` that is not 1 or more, or a coach
 * who is there twice.
 */
export function* eachTeamSlot(query: TeamQuery): Generator<TeamSlot, void, undefined> {
  for (const slot of eachTeamStart(query)) if (slot) yield slot;
}

/** As `eachTeamSlot`, and undefined for each start that too few have: to find none takes long, and can be paused so. */
export function* eachTeamStart(query: TeamQuery): Generator<TeamSlot | undefined, void, undefined> {
  const least = coachesNeeded(query);
  const takesTurns = query.staffing.rule === "ROUND_ROBIN" || query.staffing.rule === "N_OF";
  const coaches = query.coaches.toSorted(takesTurns ? byFairness : byId);
  const times = coaches.map((coach) => freeTime(coach, query));
  const grid = gridFor(times, query);
  const together = query.staffing.rule === "ALL" || query.staffing.rule === "N_OF";
  for (const found of together ? shared(times, grid, least) : union(times, grid)) {
    if (!found) {
      yield undefined;
      continue;
    }
    const [start, free] = found;
    yield { start, end: start + grid.duration, coachIds: free.map((place) => coaches[place]!.coachId) };
  }
}

/**
 * How many coaches a session takes at once; there may be fewer in the team.
 * @throws RangeError as `eachTeamSlot` does.
 */
export function coachesNeeded({ staffing, coaches }: TeamQuery): number {
  const ids = new Set(coaches.map(({ coachId }) => coachId));
  if (ids.size < coaches.length) throw new RangeError("A coach is there twice; each may be there once");
  if (staffing.rule === "ONE" && coaches.length !== 1) {
    throw new RangeError(`There are ${coaches.length} coaches; for ONE there must be one`);
  }
  if (staffing.rule === "ALL") return Math.max(1, coaches.length);
  if (staffing.rule !== "N_OF") return 1;
  if (Number.isInteger(staffing.least) && staffing.least >= 1) return staffing.least;
  throw new RangeError(`least is ${staffing.least}; it must be a whole number of coaches, 1 or more`);
}

/** A start, and who is free then, by their places in the list. */
type Found = [start: number, free: number[]];

/** The starts of each, in order. None is looked for before it is needed. */
function* union(times: readonly FreeTime[], grid: Grid): Generator<Found, void, undefined> {
  const starts = times.map((time) => startsIn(time, grid));
  const next = Float64Array.from(starts, (each) => each.next().value ?? Infinity);
  for (;;) {
    let start = Infinity;
    for (const at of next) if (at < start) start = at;
    if (start === Infinity) return;
    const free: number[] = [];
    for (let place = 0; place < next.length; place += 1) {
      if (next[place] !== start) continue;
      free.push(place);
      next[place] = starts[place]!.next().value ?? Infinity;
    }
    yield [start, free];
  }
}

/**
 * The starts that at least so many have in common, and undefined for each that fewer have. The time common to some begins when the last of them becomes free, and
 * so its slots are among the slots of that one. At each slot it is enough to look at who became free last of those who
 * have it: no other could have more who were free before.
 */
function* shared(times: readonly FreeTime[], grid: Grid, least: number): Generator<Found | undefined, void, undefined> {
  const { duration } = grid;
  const freeAt = times.map(({ ranges }) => follow(ranges));
  const fullAt = times.map(({ full }) => follow(full));
  const since = new Float64Array(times.length);
  for (const [start, having] of union(times, grid)) {
    const free: number[] = [];
    for (const [place, { earliest, latest }] of times.entries()) {
      since[place] = Infinity;
      if (start < earliest || start > latest || fullAt[place]!(start, start + 1)) continue;
      const range = freeAt[place]!(start, start + duration);
      if (!range) continue;
      since[place] = range[0];
      free.push(place);
    }
    const last = having.reduce((latest, place) => Math.max(latest, since[place]!), -Infinity);
    yield since.filter((instant) => instant <= last).length >= least ? [start, free] : undefined;
  }
}
