import { LONGEST_CHART_DAYS } from "@coachwork/schema";

/** The arguments that the price of a metric's chart depends on. */
export const chartArguments = ["from", "until"] as const;

const DAY_MS = 86_400_000;
/** An entry of a chart is read and summed up in the database. That is much less than an object of an answer. */
const ENTRIES_FOR_ONE = 10;

/** The cost of a chart: one for each ten days that are started, each of which may have an entry. Unreadable days count as the maximum. */
export function chartPrice({ from, until }: Readonly<Record<(typeof chartArguments)[number], unknown>>): number {
  const days = (dayOf(until) - dayOf(from)) / DAY_MS + 1;
  const counted = Number.isNaN(days) ? LONGEST_CHART_DAYS : Math.min(Math.max(days, 1), LONGEST_CHART_DAYS);
  return Math.ceil(counted / ENTRIES_FOR_ONE);
}

const dayOf = (value: unknown): number => (typeof value === "string" ? Date.parse(value) : NaN);
