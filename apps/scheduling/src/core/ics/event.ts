import { Temporal } from "temporal-polyfill";
import { property, type IcsComponent, type IcsProperty } from "./components.js";
import { instantOf, laterInstantOf, readDuration, readTime, type IcsTime, type IcsZones } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";

/** What a VEVENT says about time (RFC 5545, 3.6.1). */
export interface IcsEvent {
  readonly component: IcsComponent;
  readonly sequence: number;
  readonly start: IcsTime;
  /** Which occurrence of its series this event replaces. */
  readonly replaces: IcsTime | undefined;
  /** Whether it blocks other appointments: opaque and not cancelled. */
  readonly busy: boolean;
  /** When an occurrence that starts at this instant ends. Both in epoch milliseconds. */
  readonly endOf: (start: number) => number;
}

/** @throws InvalidCalendar */
export function readEvent(component: IcsComponent, zones: IcsZones): IcsEvent {
  const dtstart = property(component, "DTSTART");
  if (dtstart === undefined) throw new InvalidCalendar("VEVENT has no DTSTART", component.line);
  const replaces = property(component, "RECURRENCE-ID");
  if (replaces?.parameters.has("RANGE")) {
    throw new InvalidCalendar(
      "RECURRENCE-ID has a RANGE; a change to all later occurrences must be a series of its own",
      replaces.line,
    );
  }
  const start = readTime(dtstart, zones);
  return {
    component,
    sequence: Number(property(component, "SEQUENCE")?.value) || 0,
    start,
    replaces: replaces === undefined ? undefined : readTime(replaces, zones),
    busy: word(component, "TRANSP") !== "TRANSPARENT" && word(component, "STATUS") !== "CANCELLED",
    endOf: readLength(component, start, zones),
  };
}

/** Every time that properties of this name list: EXDATE, or RDATE with the optional end of a period. */
export function listedTimes(
  component: IcsComponent,
  name: string,
  zones: IcsZones,
): { time: IcsTime; end: number | undefined }[] {
  return component.properties
    .filter((candidate) => candidate.name === name && candidate.value.trim() !== "")
    .flatMap((list) => list.value.split(",").map((value) => readPeriod(list, value.trim(), zones)));
}

/** A time, or a period `start/end` or `start/duration` (RFC 5545, 3.3.9). */
export function readPeriod(
  from: IcsProperty,
  value: string,
  zones: IcsZones,
): { time: IcsTime; end: number | undefined } {
  const [start, end] = value.split("/");
  const time = readTime(from, zones, start);
  if (end === undefined) return { time, end: undefined };
  if (!/^[+-]?P/.test(end)) return { time, end: instantOf(readTime(from, zones, end)) };
  return { time, end: zoned(instantOf(time), time.zone).add(readDuration(from, end)).epochMilliseconds };
}

/**
 * The length of the event. DTEND gives every occurrence the same length: in days if they are whole, and exactly
 * otherwise. DURATION counts its days in local time (RFC 5545, 3.8.5.3). All-day events last at least one day; a single
 * time has no length.
 */
function readLength(component: IcsComponent, start: IcsTime, zones: IcsZones): (start: number) => number {
  const dtend = property(component, "DTEND");
  const duration = property(component, "DURATION");
  if (dtend !== undefined) {
    const end = readTime(dtend, zones);
    if (start.allDay && end.allDay) return addDays(start, start.wall.until(end.wall, { largestUnit: "day" }).days);
    const length = exactLength(start, end);
    if (length < 0) throw new InvalidCalendar(`DTEND "${dtend.value}" is before DTSTART`, dtend.line);
    return (instant) => instant + length;
  }
  if (duration !== undefined) {
    const length = readDuration(duration);
    if (length.sign < 0) throw new InvalidCalendar(`DURATION "${duration.value}" is negative`, duration.line);
    if (start.allDay && length.toString({ smallestUnit: "second" }).indexOf("T") < 0)
      return addDays(start, length.days + 7 * length.weeks);
    return (instant) => zoned(instant, start.zone).add(length).epochMilliseconds;
  }
  return start.allDay ? addDays(start, 1) : (instant) => instant;
}

function exactLength(start: IcsTime, end: IcsTime): number {
  const length = instantOf(end) - instantOf(start);
  // From 01:45 to a 01:15 that comes after the clock was set back: the second 01:15 is meant.
  return length < 0 ? laterInstantOf(end) - instantOf(start) : length;
}

function addDays({ zone }: IcsTime, days: number): (start: number) => number {
  return (instant) =>
    zoned(instant, zone)
      .toPlainDate()
      .add({ days: Math.max(1, days) })
      .toZonedDateTime(zone).epochMilliseconds;
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function word(component: IcsComponent, name: string): string | undefined {
  return property(component, name)?.value.trim().toUpperCase();
}
