import { Temporal } from "temporal-polyfill";
import type { IcsProperty } from "./properties.js";
import { namedClock, type WallClock } from "./wall-clock.js";
import { Unreadable } from "./unreadable.js";

/** A DATE or DATE-TIME of an iCalendar (RFC 5545, 3.3.4 and 3.3.5), with the zone it is read in. */
export interface IcsTime {
  readonly allDay: boolean;
  /** Neither in UTC nor in a zone of its own: the same local time wherever the reader is. */
  readonly floating: boolean;
  /** Midnight, if it is an all-day date. */
  readonly wall: Temporal.PlainDateTime;
  readonly zone: WallClock;
}

/** What is needed to read times: the zone of floating times and all-day dates, and the meaning of each TZID. */
export interface IcsZones {
  readonly floating: WallClock;
  /** @throws Unreadable if nothing says what this zone is. */
  resolve(tzid: string, line: number): WallClock;
}

const UTC = namedClock("UTC");

// RFC 5545 has 20270317 and 20270317T091500, with Z or without. Others write 2027-03-17T09:15:00.000+01:00, 20270317T0915 and T09.
const TIME =
  /^(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** What a time may have beside it. A name that is misspelled may be that of its zone. */
const PARAMETER = /^(TZID|VALUE|RANGE|FBTYPE|CHARSET|LANGUAGE|ENCODING|X-.*)$/;

/**
 * The one time that a property holds, or one of several (`value`).
 * @throws Unreadable if it names none, or a day that does not exist.
 */
export function readTime(property: IcsProperty, zones: IcsZones, value: string = property.value.trim()): IcsTime {
  const wall = wallOf(value);
  const { name, line, parameters } = property;
  if (wall === undefined || ![...parameters.keys()].every((parameter) => PARAMETER.test(parameter)))
    throw new Unreadable(`${name} is no date like 20270317 and no time like 20270317T091500`, line);
  const [, , , , , hour, , , offset] = TIME.exec(value)!;
  const allDay = hour === undefined || (parameters.get("VALUE")?.toUpperCase() === "DATE" && isMidnight(wall));
  if (offset !== undefined && !allDay) {
    return { allDay, floating: false, wall: wall.subtract({ minutes: minutesOf(offset) }), zone: UTC };
  }
  const tzid = allDay ? undefined : parameters.get("TZID");
  const zone = tzid === undefined ? zones.floating : zones.resolve(tzid, line);
  return { allDay, floating: tzid === undefined, wall, zone };
}

function wallOf(value: string): Temporal.PlainDateTime | undefined {
  const [, year, , month, day, hour = 0, minute = 0, second = 0] = TIME.exec(value) ?? [];
  if (year === undefined) return undefined;
  // The end of a day is the beginning of the next, and a leap second the second before it.
  const isEndOfDay = `${hour}${Number(minute)}${Number(second)}` === "2400";
  const time = { hour: isEndOfDay ? 0 : Number(hour), minute: Number(minute), second: Number(second) };
  if (time.second === 60) time.second = 59;
  try {
    const date = { year: Number(year), month: Number(month), day: Number(day) };
    const wall = Temporal.PlainDateTime.from({ ...date, ...time }, { overflow: "reject" });
    return isEndOfDay ? wall.add({ days: 1 }) : wall;
  } catch {
    return undefined;
  }
}

function minutesOf(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const digits = offset.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith("-") ? -minutes : minutes;
}

/** Whether a wall time is the beginning of its day. */
export function isMidnight(wall: Temporal.PlainDateTime): boolean {
  return wall.toPlainTime().equals(new Temporal.PlainTime());
}

/**
 * The instant of a time, in epoch milliseconds. A time that the zone's clock shows twice means the first. One that it
 * skips is counted with the offset before the gap (RFC 5545, 3.3.5).
 */
export function instantOf(time: IcsTime): number {
  return time.zone.instantOf(time.wall);
}

/** The second of the two instants of a time that the zone's clock shows twice; otherwise the same as `instantOf`. */
export function laterInstantOf(time: IcsTime): number {
  return time.zone.instantOf(time.wall, "last");
}

/** Whether the zone's clock ever shows this time; for an all-day date, whether the zone has that day. */
export function exists({ allDay, wall, zone }: IcsTime): boolean {
  const shown = zone.wallAt(zone.instantOf(wall));
  return allDay ? shown.toPlainDate().equals(wall.toPlainDate()) : shown.equals(wall);
}

/** @throws Unreadable if it is no DURATION (RFC 5545, 3.3.6; some end in a T that nothing follows). */
export function readDuration(property: IcsProperty, value: string = property.value.trim()): Temporal.Duration {
  const written = value.toUpperCase().replace(/(?<=\d[WD])T$/, "");
  if (/^[+-]?P(?=.*\d)(?:\d{1,5}W)?(?:\d{1,5}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}S)?)?$/.test(written)) {
    return Temporal.Duration.from(written);
  }
  throw new Unreadable(`${property.name} is no duration like PT1H30M`, property.line);
}
