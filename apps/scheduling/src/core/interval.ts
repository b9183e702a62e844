import { firstIndex } from "./search.js";

/** A period in epoch milliseconds, half-open: `start` belongs to it and `end` does not. */
export type Interval = readonly [start: number, end: number];

/** Whether two periods have time in common. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

/**
 * The same time as the given intervals, in order, with touching or overlapping ones merged. Empty ones (end not after
 * start) are dropped. O(n log n). The other functions here expect lists of this form.
 */
export function merge(intervals: readonly Interval[]): Interval[] {
  const ordered = intervals.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [start, end] of ordered) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The time that is in `from` and not in `taken`. Both merged, and so is the result. O(n + m). */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const [start, end] of from) {
    let at = start;
    while (next < taken.length && taken[next]![1] <= at) next += 1;
    for (let i = next; i < taken.length && taken[i]![0] < end; i += 1) {
      if (at < taken[i]![0]) left.push([at, taken[i]![0]]);
      at = taken[i]![1];
      next = i;
    }
    if (at < end) left.push([at, end]);
  }
  return left;
}

/** The time that is in both lists: what two calendars have in common. Both merged, and so is the result. O(n + m). */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const start = Math.max(a[i]![0], b[j]![0]);
    const end = Math.min(a[i]![1], b[j]![1]);
    if (start < end) common.push([start, end]);
    if (a[i]![1] < b[j]![1]) i += 1;
    else j += 1;
  }
  return common;
}

/** Whether [start, end) lies wholly inside one of the intervals. They must be merged. O(log n). */
export function isOpen(open: readonly Interval[], start: number, end: number): boolean {
  const candidate = open[firstIndex(open, (interval) => interval[1] > start)];
  return candidate !== undefined && candidate[0] <= start && end <= candidate[1];
}

/**
 * Like `isOpen`, for many queries: each start must be at or after the previous one. Returns the interval, if there is
 * one. The intervals must be merged. O(n + queries) for all of them.
 */
export function follow(open: readonly Interval[]): (start: number, end: number) => Interval | undefined {
  let next = 0;
  return (start, end) => {
    while (next < open.length && open[next]![1] <= start) next += 1;
    const interval = open[next];
    return interval !== undefined && interval[0] <= start && end <= interval[1] ? interval : undefined;
  };
}
