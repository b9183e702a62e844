import { instantOf, lengthOf } from "./cost-arguments.js";

/** The arguments that the price of `schedule` depends on. */
export const scheduleArguments = ["coachIds", "from", "to"] as const;

const BASE = 20;
const DAY_MS = 86_400_000;
/** The most that is answered at all. */
const MOST = { coaches: 100, days: 31, entries: 2_000 };
/** What takes a coach's time on a usual day. */
const ENTRIES_A_DAY = 4;

/**
 * The cost of the search, and how many entries it may find: four for each started day of each coach. Unreadable values
 * count as the maximum.
 */
export function scheduleSearch(args: Readonly<Record<(typeof scheduleArguments)[number], unknown>>): {
  readonly search: number;
  readonly entries: number;
} {
  const { coachIds, from, to } = args;
  const coaches = lengthOf(coachIds, MOST.coaches);
  const length = (instantOf(to) - instantOf(from)) / DAY_MS;
  const days = Number.isNaN(length) ? MOST.days : Math.min(Math.max(Math.ceil(length), 1), MOST.days);
  return { search: BASE + coaches, entries: Math.min(coaches * days * ENTRIES_A_DAY, MOST.entries) };
}
