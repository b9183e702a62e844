import { Temporal } from "temporal-polyfill";
import { offsetAt, type OffsetPeriod } from "../zone.js";

/** What the clocks of a zone show: of one that everybody knows by a name, or of one whose rules a calendar brings along. */
export interface WallClock {
  /** An IANA name, or an offset like +05:45; undefined: the zone has no name that Temporal knows. */
  readonly name: string | undefined;
  /**
   * The instant, in epoch milliseconds, at which the clock shows this: the first or the last of two, and in a gap the one
   * that the offset before it gives (RFC 5545, 3.3.5).
   */
  instantOf(wall: Temporal.PlainDateTime, which?: "first" | "last"): number;
  wallAt(instant: number): Temporal.PlainDateTime;
}

/** @throws RangeError if Temporal does not know the name. */
export function namedClock(name: string): WallClock {
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
  return {
    name,
    instantOf: (wall, which = "first") =>
      wall.toZonedDateTime(name, { disambiguation: which === "first" ? "compatible" : "later" }).epochMilliseconds,
    wallAt: (instant) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name).toPlainDateTime(),
  };
}

/** The clock of a zone with these offsets. The periods are in order and leave nothing out. */
export function clockOf(periods: readonly OffsetPeriod[]): WallClock {
  return {
    name: undefined,
    instantOf(wall, which = "first") {
      const shown = readAsUtc(wall);
      const found = periods
        .map(({ start, end, offset }) => ({ start, end, instant: shown - offset }))
        .filter(({ start, end, instant }) => start <= instant && instant < end);
      const one = which === "first" ? found[0] : found.at(-1);
      if (one !== undefined) return one.instant;
      return shown - periods.findLast(({ end, offset }) => end + offset <= shown)!.offset;
    },
    wallAt: (instant) =>
      Temporal.Instant.fromEpochMilliseconds(instant + offsetAt(periods, instant))
        .toZonedDateTimeISO("UTC")
        .toPlainDateTime(),
  };
}

/** Later by a duration: its days on the wall, the rest exactly (RFC 5545, 3.3.6). Instants are in epoch milliseconds. */
export function later(clock: WallClock, instant: number, duration: Temporal.Duration): number {
  const { weeks, days } = duration;
  const date = weeks === 0 && days === 0 ? instant : clock.instantOf(clock.wallAt(instant).add({ weeks, days }));
  return date + duration.with({ weeks: 0, days: 0 }).total("milliseconds");
}

function readAsUtc(wall: Temporal.PlainDateTime): number {
  return wall.toZonedDateTime("UTC").epochMilliseconds;
}
