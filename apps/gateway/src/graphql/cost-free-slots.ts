/** What looking for free slots takes, by the arguments of the question. */
export interface SlotSearch {
  /** What it costs to look: more coaches, and more days of each, are more to look through. */
  readonly search: number;
  /** How many coaches all slots of the page can name together. */
  readonly coaches: number;
}

const BASE = 10;
const WEEK_MS = 7 * 86_400_000;

/** What is asked for where the question does not say, and the most that is answered at all. */
const PAGE = { usual: 100, largest: 500 };
const MOST_COACHES = 100;
const LONGEST_WEEKS = 14;

/** Ten, and one for each begun week of each coach. What cannot be read is taken to be the most there is. */
export function slotSearch(args: Readonly<Record<"coachIds" | "first" | "from" | "to", unknown>>): SlotSearch {
  const { coachIds, first, from, to } = args;
  const coaches = Array.isArray(coachIds) ? coachIds.length : coachIds == null ? MOST_COACHES : 1;
  const length = (instantOf(to) - instantOf(from)) / WEEK_MS;
  const weeks = Number.isNaN(length) ? LONGEST_WEEKS : Math.min(Math.max(Math.ceil(length), 1), LONGEST_WEEKS);
  const size = typeof first === "number" ? Math.min(Math.max(Math.ceil(first), 0), PAGE.largest) : PAGE.usual;
  const counted = Math.min(coaches, MOST_COACHES);
  return { search: BASE + counted * weeks, coaches: size * counted };
}

/** As it was coerced, or as it was sent. */
function instantOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : NaN;
}
