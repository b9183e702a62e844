import { Temporal } from "temporal-polyfill";
import type { Series } from "./series-starts.js";

/** A part of a series: consecutive starts from some point on, as epoch milliseconds, without a gap. */
export interface SeriesStretch extends Pick<Series, "rule" | "timeZone"> {
  readonly starts: readonly number[];
}

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
type Frequency = (typeof FREQUENCIES)[number];

/**
 * Pairs the starts of a series with those of its successor, one to one and in order. Both are laid side by side from
 * their first starts on, in days, weeks, months or years, whichever the finer rule counts in. Within each of these, the
 * first is paired with the first, the second with the second. So a weekly session that moves from Monday to Tuesday
 * stays that week's session. When weekly sessions become fortnightly, every other one has no pair.
 */
export function pairedStarts(before: SeriesStretch, after: SeriesStretch): Map<number, number> {
  const finer = FREQUENCIES.find((frequency) =>
    [before, after].some(({ rule }) => rule.includes(`FREQ=${frequency}`)),
  )!;
  const places = inPlaces(after, finer);
  const pairs = new Map<number, number>();
  for (const [place, starts] of inPlaces(before, finer)) {
    starts.forEach((start, index) => {
      const counterpart = places.get(place)?.[index];
      if (counterpart !== undefined) pairs.set(start, counterpart);
    });
  }
  return pairs;
}

function inPlaces({ timeZone, starts }: SeriesStretch, frequency: Frequency): Map<number, number[]> {
  const days = starts.map((start) =>
    Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone).toPlainDate(),
  );
  const places = new Map<number, number[]>();
  starts.forEach((start, index) => {
    const place = placeOf(days[0]!, days[index]!, frequency);
    places.set(place, [...(places.get(place) ?? []), start]);
  });
  return places;
}

function placeOf(first: Temporal.PlainDate, day: Temporal.PlainDate, frequency: Frequency): number {
  if (frequency === "YEARLY") return day.year - first.year;
  if (frequency === "MONTHLY") return (day.year - first.year) * 12 + day.month - first.month;
  const days = first.until(day).days;
  return frequency === "DAILY" ? days : Math.floor(days / 7);
}
