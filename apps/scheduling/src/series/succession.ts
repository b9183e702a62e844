import type { CommandContext } from "@coachwork/platform";
import type { ChangeSeries, InputOf } from "@coachwork/schema";
import { HOUR } from "../core/lengths.js";
import { pairedStarts } from "../core/series-pairs.js";
import type { SplitSeries } from "../core/series-split.js";
import { type Series, seriesStarts } from "../core/series.js";
import { isAhead } from "../booking/sessions-ahead.js";
import type { Booker } from "../people/booker.js";
import { type ChangeableSeries, type Instance, instancesFrom, refuseSessionsOfOthers } from "./changeable-series.js";
import type { Conflict } from "./conflict.js";
import { staysApart } from "./continue-series.js";
import { lostSessions } from "./lost-sessions.js";
import {
  refuseNothingButHolidays,
  type SeriesHolidays,
  type StartsWithoutHolidays,
  withoutHolidays,
} from "./series-holidays.js";
import { refuseAfterEnd, startsToBook } from "./series-horizon.js";

/** A change of a series from one of its starts onward, as it is agreed. */
export interface SeriesChange extends SplitSeries {
  readonly from: Date;
  /** The later part with its changes. */
  readonly agreed: Series;
  /** Its first start, in epoch milliseconds. */
  readonly first: number;
  readonly durationMinutes: number;
  readonly holidays: SeriesHolidays;
  readonly booker: Booker;
}

/** How a new series takes over the sessions of a former one. */
export interface Succession {
  /** The starts of the new series. */
  readonly ahead: StartsWithoutHolidays;
  /** The sessions of the former series from the change on. */
  readonly instances: readonly Instance[];
  /** Which of the former starts becomes which of the new ones, without those on holidays. */
  readonly pairs: ReadonlyMap<number, number>;
  /** The future sessions that have no place in the new series. */
  readonly lost: readonly Conflict[];
}

/** The clocks of a zone change by no more. A later start may then be that much later than the first. */
const CLOCK_CHANGE = 3 * HOUR;

/** Pairs the starts of a series that changes with those of its successor. A new rule may leave sessions out. */
export async function successionOf(
  context: CommandContext<never>,
  { series: before, engagement, people }: ChangeableSeries,
  { from, later, agreed, first, holidays }: SeriesChange,
  { rule, singleChanges }: InputOf<typeof ChangeSeries>,
): Promise<Succession> {
  const { transaction, now } = context;
  const until = before.materialisedUntil.getTime();
  // The new series is booked as far ahead as the old one was, so that nobody's session is cancelled for being far
  // ahead.
  const atLeast = until + first - from.getTime() + CLOCK_CHANGE;
  const all = startsToBook(agreed, engagement, { from: first, now, atLeast });
  refuseAfterEnd(context, engagement, all);
  const former = [...seriesStarts(before, from.getTime(), until)];
  const pairs = pairedStarts({ ...before, starts: former }, { ...agreed, starts: all.starts });
  const instances = await instancesFrom(transaction, before.id, from);
  const toMove = instances.filter((each) => isAhead(each.session, now));
  refuseSessionsOfOthers(context, people, toMove);
  const elsewhere = instances.filter((each) => staysApart({ before, singleChanges }, each));
  const kept = new Set(elsewhere.flatMap(({ session }) => pairs.get(session.originalStart!.getTime()) ?? []));
  const ahead = await withoutHolidays(transaction, { ...agreed, ...holidays }, all, kept);
  refuseNothingButHolidays(context, ahead);
  const lost = rule === undefined ? lostSessions({ ...later, pairs, instances, now }, agreed, engagement) : [];
  const held = new Map([...pairs].filter(([, start]) => !ahead.skipped.includes(start)));
  return { ahead, instances, pairs: held, lost };
}
