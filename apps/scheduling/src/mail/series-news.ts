import type { EmailKind, Shown } from "@coachwork/schema";
import { YEAR } from "../core/lengths.js";
import { type Difference, differences, instancesOf, type Recurrence } from "../core/recurrence.js";

/** News about a series for one person. */
export interface SeriesNews {
  /** What the e-mail is if it is about all of the series. */
  readonly kind: EmailKind;
  /** The one session that it is about. Undefined if it is about the series. */
  readonly session: { readonly kind: EmailKind; readonly originalStart: number } | undefined;
  /** Its time, or that of the next session that it is about. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** The end of the last session that it is about. */
  readonly until: number;
  /** What the person knows from then on. */
  readonly shown: Recurrence<Shown> | undefined;
}

/**
 * What a person must be told of a series: the difference between what they know and the current state. If a single
 * session was added, moved, changed or cancelled, the e-mail is about it alone. Everything else is one e-mail, with a new
 * version of the series. `now` is in epoch milliseconds.
 */
export function seriesNewsFor(
  known: Recurrence<Shown> | undefined,
  shown: Recurrence<Shown> | undefined,
  now: number,
): SeriesNews | undefined {
  const changed = differences(known, shown, now);
  const [only] = changed;
  if (!only) return undefined;
  const kind = !hasAny(shown, now) ? "SERIES_CANCELLED" : hasAny(known, now) ? "SERIES_CHANGED" : "SERIES_BOOKED";
  const isAboutOne =
    changed.length === 1 && (kind === "SERIES_CHANGED" || hasOnlyOne(kind === "SERIES_BOOKED" ? shown : known, now));
  const times = changed.map(({ before, after }) => (after ?? before)!);
  const { originalStart, startsAt, endsAt } = times[0]!;
  return {
    kind,
    session: isAboutOne ? { kind: kindOf(only), originalStart } : undefined,
    ...{ startsAt, endsAt, shown },
    until: Math.max(...times.map((each) => each.endsAt)),
  };
}

function hasAny(known: Recurrence<Shown> | undefined, now: number): boolean {
  return differences(undefined, known, now).length > 0;
}

/** How far ahead the sessions of a series are counted: it may have one a year. */
const COUNTED = 10 * YEAR;

/** Whether a series has a single session ahead, such as for somebody who took a seat in one. */
function hasOnlyOne(recurrence: Recurrence<Shown> | undefined, now: number): boolean {
  return recurrence !== undefined && instancesOf(recurrence, now, now + COUNTED).length === 1;
}

function kindOf({ before, after }: Difference<Shown>): EmailKind {
  if (!before) return "SESSION_BOOKED";
  if (!after) return "SESSION_CANCELLED";
  return before.startsAt === after.startsAt && before.endsAt === after.endsAt
    ? "SESSION_CHANGED"
    : "SESSION_RESCHEDULED";
}
