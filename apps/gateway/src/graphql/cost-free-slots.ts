import { instantOf, lengthOf } from "./cost-arguments.js";

/** The cost of a search for free slots, by its arguments. */
export interface SlotSearch {
  /** The cost of the search: more coaches and more days mean more to search. */
  readonly search: number;
  /** How many coaches all slots of the page can name together. */
  readonly coaches: number;
}

type Arguments = "coachIds" | "durationMinutes" | "first" | "from" | "sessionTypeId" | "stepMinutes" | "to";

/** The arguments that the price depends on. */
export const slotArguments: readonly Arguments[] = [
  "coachIds",
  "durationMinutes",
  "first",
  "from",
  "sessionTypeId",
  "stepMinutes",
  "to",
];

const BASE = 200;
const WEEK_MS = 7 * 86_400_000;

/** The defaults, and the maximum that is answered at all. */
const PAGE = { usual: 100, largest: 500 };
const MOST_COACHES = 100;
const LONGEST_WEEKS = 14;

/** Slots at least this many minutes apart have the usual price. */
const USUAL_STEP = 30;
/**
 * The finest step that hours usually have. A session type may have any step. This one is assumed for it, so that all
 * can be asked for.
 */
const FINE_STEP = 5;
/**
 * The minutes to which the first slot of a free period is rounded up: the largest divisor of the step. See `grid.ts` in
 * the scheduling service.
 */
const ROUNDINGS = [30, 20, 15, 10, 5];

/**
 * Two hundred, plus one for each started week of each coach, multiplied by how many more slot starts there are than
 * usual. Unreadable values count as the maximum.
 */
export function slotSearch(args: Readonly<Record<Arguments, unknown>>): SlotSearch {
  const { coachIds, first, from, to } = args;
  const length = (instantOf(to) - instantOf(from)) / WEEK_MS;
  const weeks = Number.isNaN(length) ? LONGEST_WEEKS : Math.min(Math.max(Math.ceil(length), 1), LONGEST_WEEKS);
  const size = typeof first === "number" ? Math.min(Math.max(Math.ceil(first), 0), PAGE.largest) : PAGE.usual;
  const counted = lengthOf(coachIds, MOST_COACHES);
  return { search: BASE + Math.ceil(counted * weeks * finenessOf(args, counted)), coaches: size * counted };
}

/**
 * Each possible start of a slot is checked for all coaches. If their free periods start at different times, so do their
 * slots. With enough coaches, every rounded start has a slot.
 */
function finenessOf(args: Readonly<Record<Arguments, unknown>>, coaches: number): number {
  const step = stepOf(args);
  const rounding = ROUNDINGS.find((minutes) => step % minutes === 0) ?? 1;
  return Math.max(1, USUAL_STEP / Math.max(rounding, step / Math.max(coaches, 1)));
}

function stepOf({ durationMinutes, sessionTypeId, stepMinutes }: Readonly<Record<Arguments, unknown>>): number {
  const step = stepMinutes ?? (sessionTypeId == null ? durationMinutes : undefined);
  return typeof step === "number" && Number.isInteger(step) ? Math.max(step, FINE_STEP) : FINE_STEP;
}
