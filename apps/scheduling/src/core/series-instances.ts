import { seriesStarts, type Series } from "./series-starts.js";

/** One session of a series. */
export interface SeriesInstance {
  /**
   * The start by the rule, wherever it was moved: its name within the series (RECURRENCE-ID), in epoch milliseconds.
   */
  readonly originalStart: number;
  /** The actual start. */
  readonly startsAt: number;
}

/** Differences from the rule, by original start. A start that is not (or no longer) in the series changes nothing. */
export interface SeriesChanges {
  /** Starts that do not take place (EXDATE). COUNT still counts them. */
  readonly exceptions?: Iterable<number>;
  /** The new times of moved starts. An exception that was moved before it was cancelled stays an exception. */
  readonly moved?: ReadonlyMap<number, number>;
}

/** The instances that start in [from, to) after moves, in that order. `to` is finite. */
export function seriesInstances(
  series: Series,
  { exceptions = [], moved = new Map() }: SeriesChanges,
  from: number,
  to: number,
): SeriesInstance[] {
  const isIn = (instant: number): boolean => from <= instant && instant < to;
  const excepted = new Set(exceptions);
  // An instance may have been moved into the range from far away.
  const strangers = [...moved].filter(([, startsAt]) => isIn(startsAt)).map(([originalStart]) => originalStart);
  const first = strangers.reduce((a, b) => Math.min(a, b), from);
  const last = strangers.reduce((a, b) => Math.max(a, b + 1), to);
  const instances: SeriesInstance[] = [];
  for (const originalStart of seriesStarts(series, first, last)) {
    const startsAt = moved.get(originalStart) ?? originalStart;
    if (isIn(startsAt) && !excepted.has(originalStart)) instances.push({ originalStart, startsAt });
  }
  return instances.sort((a, b) => a.startsAt - b.startsAt || a.originalStart - b.originalStart);
}
