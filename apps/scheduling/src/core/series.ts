import { isTimeZone } from "@coachwork/schema/time-zone";
import { InvalidSeries } from "./invalid-series.js";
import { readSeriesRule } from "./series-rule.js";
import { seriesStarts, shownOnWall, wallOf, wallStarts, type Series } from "./series-starts.js";
import { YEAR } from "./lengths.js";

export { InvalidSeries, seriesStarts, type Series };

/** How far ahead a rule's first start is searched: 29 February comes every eight years at worst. */
const YEARS_SEARCHED = 9;

/**
 * Validates a series: its rule in canonical spelling, and its first start among the rule's starts. (RFC 5545, 3.8.5.3
 * does not define a series whose first start is not in its rule. Here it is an error.)
 * @throws InvalidSeries
 */
export function readSeries({ rule: text, timeZone, firstStart }: Series): Series {
  if (!isTimeZone(timeZone))
    throw new InvalidSeries("timeZone", `the zone is "${timeZone}"; it must be an IANA name like Europe/London`);
  const rule = readSeriesRule(text);
  const first = wallOf(firstStart);
  refuseOtherStart(rule.pattern, first);
  const series = { rule: rule.text, timeZone, firstStart: shownOnWall(first) };
  // The zone's clock may skip all its starts, or they may be later than its end.
  if (seriesStarts(series, -Infinity, first + YEARS_SEARCHED * YEAR).next().done) {
    const problem =
      rule.until === undefined
        ? `the clock of ${timeZone} skips all its times in ${YEARS_SEARCHED} years; choose another hour`
        : `none of its times from ${series.firstStart} on is before UNTIL=${rule.until}; its end must be later`;
    throw new InvalidSeries("rule", `the rule yields nothing: ${problem}`);
  }
  return series;
}

function refuseOtherStart(pattern: string, first: number): void {
  if (wallStarts(pattern, first, first, first + 1).length > 0) return;
  for (let from = first; from < first + YEARS_SEARCHED * YEAR; from += YEAR) {
    const [next] = wallStarts(pattern, first, from, from + YEAR);
    if (next === undefined) continue;
    throw new InvalidSeries(
      "firstStart",
      `the first start is ${shownOnWall(first)}, which the rule does not include; the next one that it includes is ${shownOnWall(next)}`,
    );
  }
  throw new InvalidSeries(
    "rule",
    `the rule ${pattern} yields nothing in the ${YEARS_SEARCHED} years from ${shownOnWall(first)}; it must have a start then`,
  );
}
