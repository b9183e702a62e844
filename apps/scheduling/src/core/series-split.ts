import { readSeriesRule } from "./series-rule.js";
import { seriesStarts, shownOnWall, startsBefore, type Series } from "./series-starts.js";
import { offsetAt, offsetPeriods } from "./zone.js";

/** A series that changes from one of its starts onward: "this and following". */
export interface SplitSeries {
  /** The series up to there. None if that is its first start, so that the whole series is meant. */
  readonly earlier: Series | undefined;
  /** The rest of it, unchanged: the pattern to alter, and what is left of COUNT. */
  readonly later: Series;
}

/**
 * Splits a series before one of its starts, so that the two parts together have the same starts. A rule with COUNT is
 * split into two counts (exceptions count too). Any other ends by an UNTIL one second earlier. Exceptions and moved
 * instances stay with the part that has their original start.
 * @param at an original start, in epoch milliseconds; it may be an exception
 * @returns undefined if nothing of the series starts then
 */
export function splitSeries(series: Series, at: number): SplitSeries | undefined {
  if (seriesStarts(series, at, at + 1).next().done) return undefined;
  const rule = readSeriesRule(series.rule);
  const isFirst = seriesStarts(series, -Infinity, at).next().done === true;
  const wall = at + offsetAt(offsetPeriods(series.timeZone, at, at), at);
  const ends =
    rule.count === undefined ? endsByTime(rule.until, at) : endsByCount(rule.count, startsBefore(series, at));
  return {
    earlier: isFirst ? undefined : { ...series, rule: rule.pattern + ends.earlier },
    later: { ...series, rule: rule.pattern + ends.later, firstStart: shownOnWall(wall) },
  };
}

function endsByTime(until: string | undefined, at: number) {
  return { earlier: `;UNTIL=${utc(at - 1000)}`, later: until === undefined ? "" : `;UNTIL=${until}` };
}

function endsByCount(count: number, before: number) {
  return { earlier: `;COUNT=${before}`, later: `;COUNT=${count - before}` };
}

function utc(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}
