import type { OpenCalendar } from "./calendar.js";
import { byFairness, byId, type Share } from "./fairness.js";
import { freeTime, type FreeTime, type SlotQuestion } from "./free-time.js";
import { gridFor, startsIn, type Grid, type GridTerms } from "./grid.js";
import { follow } from "./interval.js";

/**
 * How many of the coaches a session needs.
 * - `ONE`: the only coach given.
 * - `ANY`: any one of them, at the caller's choice.
 * - `ROUND_ROBIN`: one of them, in turn.
 * - `ALL`: all of them together.
 * - `N_OF`: `least` of them together, in turn.
 */
export type Staffing =
  { readonly rule: "ONE" | "ANY" | "ROUND_ROBIN" | "ALL" } | { readonly rule: "N_OF"; readonly least: number };

/** One of several coaches. Each has their own buffers, notice, horizon and limits. */
export interface TeamCoach extends OpenCalendar, Share {}

/** A query about several coaches. */
export interface TeamQuery extends SlotQuestion, GridTerms {
  readonly staffing: Staffing;
  /** In any order; the result does not depend on it. */
  readonly coaches: readonly TeamCoach[];
}

/** A bookable time in epoch milliseconds, and its coaches. */
export interface TeamSlot {
  readonly start: number;
  readonly end: number;
  /**
   * In the order in which to choose them: by fairness (see `byFairness`) if coaches take turns, else by id. If one
   * coach is enough, these are all who have this slot; take one. If several are needed at once, they are all who are
   * free; take the first n.
   */
  readonly coachIds: readonly string[];
}

/**
 * The bookable slots of a team, in order and lazily. No two start at the same instant.
 *
 * If one coach is enough, they are the slots of each coach, merged. If several are needed at once, they are the slots
 * in the common time of every combination, merged: of three coaches, those of every two. Only what is free around a
 * slot decides, so the result does not depend on the requested range. O(n log n) for all n windows and busy times
 * before the first slot, and O(coaches) for each slot.
 * @throws RangeError as `eachSlot` does, and for `ONE` of several, a `least` that is not 1 or more, or a duplicate
 * coach
 */
export function* eachTeamSlot(query: TeamQuery): Generator<TeamSlot, void, undefined> {
  for (const slot of eachTeamStart(query)) if (slot) yield slot;
}

/**
 * Like `eachTeamSlot`, with undefined for each start that too few coaches share. Finding none takes long, and this lets
 * the caller pause.
 */
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
 * How many coaches a session needs at once. The team may have fewer.
 * @throws RangeError as `eachTeamSlot` does
 */
export function coachesNeeded({ staffing, coaches }: TeamQuery): number {
  const ids = new Set(coaches.map(({ coachId }) => coachId));
  if (ids.size < coaches.length) throw new RangeError("A coach is listed twice; list each once");
  if (staffing.rule === "ONE" && coaches.length !== 1) {
    throw new RangeError(`There are ${coaches.length} coaches; for ONE there must be one`);
  }
  if (staffing.rule === "ALL") return Math.max(1, coaches.length);
  if (staffing.rule !== "N_OF") return 1;
  if (Number.isInteger(staffing.least) && staffing.least >= 1) return staffing.least;
  throw new RangeError(`least is ${staffing.least}; it must be a whole number of coaches, 1 or more`);
}

/** A start and the coaches who are free then, by their places in the list. */
type Found = [start: number, free: number[]];

/** The starts of each coach, in order. Each is computed only when needed. */
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
 * The starts that at least n coaches share, and undefined for each that fewer share. The common time of some coaches
 * begins when the last of them becomes free, so its slots are among the slots of that coach. At each slot it is enough
 * to look at the coach who became free last: no other can have more coaches who were free before.
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
