import { Temporal } from "temporal-polyfill";
import type { IcsProperty } from "./components.js";
import { InvalidCalendar } from "./invalid-calendar.js";

/** A DATE or DATE-TIME of an iCalendar (RFC 5545, 3.3.4 and 3.3.5), with the zone it is read in. */
export interface IcsTime {
  readonly allDay: boolean;
  /** Neither in UTC nor in a zone of its own: the same local time wherever the reader is. */
  readonly floating: boolean;
  /** Midnight, if it is an all-day date. */
  readonly wall: Temporal.PlainDateTime;
  readonly zone: string;
}

/** What is needed to read times: the zone of floating times and all-day dates, and the meaning of each TZID. */
export interface IcsZones {
  readonly floating: string;
  /** @throws InvalidCalendar if nothing defines this zone */
  resolve(tzid: string, line: number): string;
}

/**
 * The single time in a property, or one of several (`value`).
 * @throws InvalidCalendar if it is not in the format of RFC 5545 or names a nonexistent day
 */
export function readTime(property: IcsProperty, zones: IcsZones, value: string = property.value.trim()): IcsTime {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(value) ?? [];
  const allDay = hour === undefined;
  try {
    const wall = Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour ?? 0),
        minute: Number(minute ?? 0),
        // A leap second is read as the second before it, as Temporal does; 61 is invalid.
        second: second === "60" ? 59 : Number(second ?? 0),
      },
      { overflow: "reject" },
    );
    if (utc !== undefined) return { allDay, floating: false, wall, zone: "UTC" };
    const tzid = allDay ? undefined : property.parameters.get("TZID");
    const zone = tzid === undefined ? zones.floating : zones.resolve(tzid, property.line);
    return { allDay, floating: tzid === undefined, wall, zone };
  } catch (error) {
    if (error instanceof InvalidCalendar) throw error;
    throw new InvalidCalendar(
      `${property.name} is "${value}"; it must be a date like 20270317 or a time like 20270317T091500`,
      property.line,
    );
  }
}

/**
 * The instant of a time, in epoch milliseconds. A time that the zone's clock shows twice means the first. One that it
 * skips is counted with the offset before the gap (RFC 5545, 3.3.5).
 */
export function instantOf(time: IcsTime): number {
  return time.wall.toZonedDateTime(time.zone).epochMilliseconds;
}

/** The second of the two instants of a time that the zone's clock shows twice; otherwise the same as `instantOf`. */
export function laterInstantOf(time: IcsTime): number {
  return time.wall.toZonedDateTime(time.zone, { disambiguation: "later" }).epochMilliseconds;
}

/** Whether the zone's clock ever shows this time; for an all-day date, whether the zone has that day. */
export function exists({ allDay, wall, zone }: IcsTime): boolean {
  const shown = wall.toZonedDateTime(zone).toPlainDateTime();
  return allDay ? shown.toPlainDate().equals(wall.toPlainDate()) : shown.equals(wall);
}

/** @throws InvalidCalendar if it is not a DURATION as in RFC 5545, 3.3.6 */
export function readDuration(property: IcsProperty, value: string = property.value.trim()): Temporal.Duration {
  if (/^[+-]?P(?:\d{1,5}W|(?=.*\d)(?:\d{1,5}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}S)?)?)$/.test(value)) {
    return Temporal.Duration.from(value);
  }
  throw new InvalidCalendar(`${property.name} is "${value}"; it must be a duration like PT1H30M`, property.line);
}
