import { type CommandContext, dateIn } from "@coachwork/platform";
import type { Engagement, EngagementPause } from "@coachwork/schema";
import { type Series, seriesStarts } from "../core/series.js";
import { DAY } from "../core/lengths.js";

/** How far ahead the sessions of a series are booked. */
export const AHEAD = 180 * DAY;

/** The maximum number of a series' sessions booked ahead: a command's writes must be limited. */
const MOST_AHEAD = 100;

/** Starts whose sessions are to be booked, in order, in epoch milliseconds. */
export interface StartsToBook {
  readonly starts: readonly number[];
  /** All starts before this instant are among them. */
  readonly until: number;
}

/**
 * The future starts at `now`, from `from` on (epoch milliseconds). A series without its own end continues as long as
 * the engagement, and starts after its last day do not count. A series with an end was agreed as a whole, and can fail
 * there.
 * @param atLeast starts before this instant are included too, however far ahead they are
 */
export function startsToBook(
  series: Series,
  engagement: Pick<Engagement, "endsOn">,
  { from, now, atLeast = from }: { readonly from: number; readonly now: number; readonly atLeast?: number },
): StartsToBook {
  const to = Math.max(now + AHEAD, atLeast);
  const ahead: number[] = [];
  for (const start of seriesStarts(series, now, to)) {
    if (ahead.length === MOST_AHEAD || (isEndless(series) && isAfter(engagement, series, start)))
      return { starts: ahead.filter((each) => each >= from), until: start };
    ahead.push(start);
  }
  return { starts: ahead.filter((each) => each >= from), until: to };
}

/** The starts before a planned pause. The others are for when the engagement goes on, or the pause is not planned any more. */
export function upToPause(
  all: StartsToBook,
  { timeZone }: Pick<Series, "timeZone">,
  pause: Pick<EngagementPause, "startsOn"> | null,
): StartsToBook {
  const first = all.starts.findIndex((start) => pause !== null && dateIn(timeZone, start) >= pause.startsOn);
  return first === -1 ? all : { starts: all.starts.slice(0, first), until: all.starts[first]! };
}

/** A series that begins after the engagement's last day is invalid. */
export function refuseAfterEnd(
  context: CommandContext<never>,
  { endsOn }: Pick<Engagement, "endsOn">,
  { starts }: StartsToBook,
): void {
  if (starts.length > 0) return;
  context.refuse("INVALID", "firstStart", `The engagement ends on ${endsOn}; the first session must be by then.`);
}

/** Whether a start is after the engagement's last day. */
export function isAfter(
  { endsOn }: Pick<Engagement, "endsOn">,
  { timeZone }: Pick<Series, "timeZone">,
  start: number,
): boolean {
  return endsOn !== null && dateIn(timeZone, start) > endsOn;
}

function isEndless({ rule }: Series): boolean {
  return !/;(COUNT|UNTIL)=/.test(rule);
}
