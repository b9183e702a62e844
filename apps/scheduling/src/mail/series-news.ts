import type { EmailKind, Shown } from "@coachwork/schema";
import { type Difference, differences, type Instance, type Recurrence } from "../core/recurrence.js";

/** News about a series for one person. */
export interface SeriesNews {
  readonly kind: EmailKind;
  /** The one session that it is about, by its original start. Undefined if it is about the series. */
  readonly originalStart: number | undefined;
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
 * session was moved, changed or cancelled, the e-mail is about it alone. Everything else is one e-mail, with a new
 * version of the series. `now` is in epoch milliseconds.
 */
export function seriesNewsFor(
  known: Recurrence<Shown> | undefined,
  shown: Recurrence<Shown> | undefined,
  now: number,
): SeriesNews | undefined {
  const changed = differences(known, shown, now);
  if (changed.length === 0) return undefined;
  const nothing = differences(undefined, shown, now).length === 0;
  const kind = nothing ? "SERIES_CANCELLED" : hasAny(known, now) ? kindOf(changed) : "SERIES_BOOKED";
  const times = changed.map(({ before, after }) => (kind === "SERIES_CANCELLED" ? before : (after ?? before))!);
  const isAboutOne = kind.startsWith("SESSION_");
  return {
    kind,
    originalStart: isAboutOne ? times[0]!.originalStart : undefined,
    ...spanOf(times[0]!),
    until: Math.max(...times.map(({ endsAt }) => endsAt)),
    shown,
  };
}

function hasAny(known: Recurrence<Shown> | undefined, now: number): boolean {
  return differences(undefined, known, now).length > 0;
}

function kindOf(changed: readonly Difference<Shown>[]): EmailKind {
  const [{ before, after }, ...others] = changed as [Difference<Shown>, ...Difference<Shown>[]];
  // A session that comes back is not known by calendars that left it out: they get the series again.
  if (others.length > 0 || !before) return "SERIES_CHANGED";
  if (!after) return "SESSION_CANCELLED";
  return before.startsAt === after.startsAt && before.endsAt === after.endsAt
    ? "SESSION_CHANGED"
    : "SESSION_RESCHEDULED";
}

function spanOf({ startsAt, endsAt }: Instance<unknown>) {
  return { startsAt, endsAt };
}
