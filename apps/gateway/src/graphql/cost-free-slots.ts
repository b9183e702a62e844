/** What looking for free slots takes, by the arguments of the question. */
export interface SlotSearch {
  /** What it costs to look: more coaches, and more days of each, are more to look through. */
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

/** What is asked for where the question does not say, and the most that is answered at all. */
const PAGE = { usual: 100, largest: 500 };
const MOST_COACHES = 100;
const LONGEST_WEEKS = 14;

/** Slots this many minutes apart, or more, cost the usual price. */
const USUAL_STEP = 30;
/** The finest step that hours are mostly planned in. A session type may have any; taken as that, all can be asked for. */
const FINE_STEP = 5;
/** Minutes that the first slot of a free time is rounded up to, the largest that divides the step; see `grid.ts` of the scheduling service. */
const ROUNDINGS = [30, 20, 15, 10, 5];

/**
 * Two hundred, and one for each begun week of each coach, times as many as the times at which slots can begin are more than usual.
 * What cannot be read is taken to be the most there is.
 */
export function slotSearch(args: Readonly<Record<Arguments, unknown>>): SlotSearch {
  const { coachIds, first, from, to } = args;
  const coaches = Array.isArray(coachIds) ? coachIds.length : coachIds == null ? MOST_COACHES : 1;
  const length = (instantOf(to) - instantOf(from)) / WEEK_MS;
  const weeks = Number.isNaN(length) ? LONGEST_WEEKS : Math.min(Math.max(Math.ceil(length), 1), LONGEST_WEEKS);
  const size = typeof first === "number" ? Math.min(Math.max(Math.ceil(first), 0), PAGE.largest) : PAGE.usual;
  const counted = Math.min(coaches, MOST_COACHES);
  return { search: BASE + Math.ceil(counted * weeks * finenessOf(args, counted)), coaches: size * counted };
}

/**
 * Each time at which a slot of any coach begins is looked at for all of them. Coaches whose free time begins at other times
 * have slots at other times, so that of enough coaches some have one at each time that slots are rounded up to.
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

/** As it was coerced, or as it was sent. */
function instantOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : NaN;
}
