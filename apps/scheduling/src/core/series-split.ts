import { readSeriesRule } from "./series-rule.js";
import { seriesStarts, shownOnWall, startsBefore, type Series } from "./series-starts.js";
import { offsetAt, offsetPeriods } from "./zone.js";

/** A series that goes on differently from one of its starts on: "this and following". */
export interface SplitSeries {
  /** The series up to there; none if that is its first start, and so the whole series is meant. */
  readonly earlier: Series | undefined;
  /** The rest of it, unchanged: the pattern to alter, and what is left of COUNT. */
  readonly later: Series;
}

/**
 * Splits a series before one of its starts, so that the two together have the starts it had. A rule with COUNT is split
 * into two counts (what does not take place was counted, too); any other ends by an UNTIL one second earlier. Exceptions
 * and moved instances stay with the half that has their original start.
 * @param at an original start, in epoch milliseconds; it may be one that does not take place
 * @returns undefined if nothing of the series starts then
 */
export function splitSeries(series: Series, at: number): SplitSeries | undefined {
  if (seriesStarts(series, at, at + 1).next().done) return undefined;
  const rule = readSeriesRule(series.rule);
  const before = startsBefore(series, at);
  const wall = at + offsetAt(offsetPeriods(series.timeZone, at, at), at);
  const ends =
    rule.count === undefined
      ? { earlier: `;UNTIL=${utc(at - 1000)}`, later: rule.until === undefined ? "" : `;UNTIL=${rule.until}` }
      : { earlier: `;COUNT=${before}`, later: `;COUNT=${rule.count - before}` };
  return {
    earlier: before === 0 ? undefined : { ...series, rule: rule.pattern + ends.earlier },
    later: { ...series, rule: rule.pattern + ends.later, firstStart: shownOnWall(wall) },
  };
}

function utc(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}
