import { isBusy } from "./busy-status.js";
import { property, type IcsComponent } from "./components.js";
import { dateIn, namedDays, wholeDay } from "./days.js";
import type { IcsProperty } from "./properties.js";
import { instantOf, isMidnight, laterInstantOf, readDuration, readTime, type IcsTime, type IcsZones } from "./time.js";
import { Unreadable, unlessUnreadable } from "./unreadable.js";
import { later } from "./wall-clock.js";

/** What a VEVENT says about time (RFC 5545, 3.6.1). */
export interface IcsEvent {
  readonly component: IcsComponent;
  /** Undefined: which version of the event this is cannot be told. */
  readonly sequence: number | undefined;
  /** Which occurrence of its series this event replaces. */
  readonly replaces: IcsTime | undefined;
  /** Whether those after that occurrence go with it. */
  readonly movesLater: boolean;
  /** Whether it changes an occurrence, that can be told or not. */
  readonly isChange: boolean;
  /** Whether it keeps its owner from other appointments. */
  readonly busy: boolean;
  /** When it is; undefined: nothing tells. */
  readonly time: EventTime | undefined;
  /** Whole days that are busy besides, because it cannot be decided when it is. */
  readonly days: readonly IcsTime[];
  /** Why it cannot be decided. */
  readonly faults: readonly Unreadable[];
}

export interface EventTime {
  readonly start: IcsTime;
  /** When an occurrence that starts at this instant ends. Both in epoch milliseconds. */
  readonly endOf: (start: number) => number;
}

/** An event as it can be read. If it cannot be decided when it is, it takes all of its day, and of others that it names. */
export function readEvent(component: IcsComponent, zones: IcsZones, owner: string | undefined): IcsEvent {
  const faults: Unreadable[] = [];
  const recurrenceId = property(component, "RECURRENCE-ID");
  const replaces = recurrenceId && unlessUnreadable(faults, () => readTime(recurrenceId, zones));
  const range = recurrenceId?.parameters.get("RANGE")?.toUpperCase();
  if (range !== undefined && range !== "THISANDFUTURE")
    faults.push(new Unreadable("RECURRENCE-ID has a RANGE other than THISANDFUTURE", recurrenceId!.line));
  const change = {
    // Of a change that cannot be told, the occurrence stays busy where it was as well.
    replaces: range === undefined || range === "THISANDFUTURE" ? replaces : undefined,
    movesLater: range === "THISANDFUTURE",
    isChange: recurrenceId !== undefined,
  };
  const undecided = faults.length;
  const decided = unlessUnreadable(faults, () => readEventTime(component, zones));
  const day = decided ? undefined : dayOfStart(component, zones);
  return {
    component,
    sequence: sequenceOf(component),
    ...change,
    busy: isBusy(component, owner),
    time: decided ?? (day && { start: day, endOf: addDays(day, 1) }),
    days: faults.length > undecided ? namedDays(component, zones.floating) : [],
    faults,
  };
}

function sequenceOf(component: IcsComponent): number | undefined {
  const value = property(component, "SEQUENCE")?.value.trim() ?? "0";
  // A line that is missing may have said which occurrence it changes.
  return /^\d{1,10}$/.test(value) && component.unreadable.length === 0 && !component.isMixedUp
    ? Number(value)
    : undefined;
}

function dayOfStart(component: IcsComponent, zones: IcsZones): IcsTime | undefined {
  const dtstart = property(component, "DTSTART");
  if (dtstart === undefined) return undefined;
  const start = unlessUnreadable([], () => readTime(dtstart, zones));
  if (start === undefined) return dateIn(dtstart.value, zones.floating);
  return start.allDay ? start : wholeDay(zones.floating.wallAt(instantOf(start)), zones.floating);
}

function readEventTime(component: IcsComponent, zones: IcsZones): EventTime {
  const dtstart = property(component, "DTSTART");
  if (dtstart === undefined) throw new Unreadable("VEVENT has no DTSTART", component.line);
  if (component.properties.filter(({ name }) => name === "DTSTART").length > 1)
    throw new Unreadable("VEVENT has more than one DTSTART", component.line);
  if (component.isMixedUp) throw new Unreadable("VEVENT is mixed up with what is in it", component.line);
  const start = readTime(dtstart, zones);
  return { start, endOf: readLength(component, start, zones) };
}

/** Every time that the properties of this name list: EXDATE, or RDATE with the end that a period may have. */
export function listedTimes(
  component: IcsComponent,
  name: string,
  zones: IcsZones,
  faults: Unreadable[],
): { time: IcsTime; end: number | undefined }[] {
  return component.properties
    .filter((candidate) => candidate.name === name && candidate.value.trim() !== "")
    .flatMap((list) => readPeriods(list, zones, (fault) => faults.push(fault)));
}

/** The times and periods of a property that lists them. Of what cannot be read the fault is told, with what was written. */
export function readPeriods(
  list: IcsProperty,
  zones: IcsZones,
  tell: (fault: Unreadable, written: string) => void,
): { time: IcsTime; end: number | undefined }[] {
  return list.value.split(",").flatMap((written) => {
    const faults: Unreadable[] = [];
    const period = unlessUnreadable(faults, () => readPeriod(list, written.trim(), zones));
    faults.forEach((fault) => tell(fault, written));
    return period ? [period] : [];
  });
}

/** A time, or a period `start/end` or `start/duration` (RFC 5545, 3.3.9). */
function readPeriod(from: IcsProperty, value: string, zones: IcsZones): { time: IcsTime; end: number | undefined } {
  const [start, end] = value.split("/");
  const time = readTime(from, zones, start);
  if (end === undefined) return { time, end: undefined };
  if (!/^[+-]?P/i.test(end)) return { time, end: instantOf(readTime(from, zones, end)) };
  return { time, end: later(time.zone, instantOf(time), readDuration(from, end)) };
}

/**
 * How long the event is. DTEND gives every occurrence the same length, in days if they are whole and exactly if not;
 * DURATION counts its days on the wall clock (RFC 5545, 3.8.5.3). Whole days are one at least; a time alone has no length,
 * unless a line is missing that may have told it.
 */
function readLength(component: IcsComponent, start: IcsTime, zones: IcsZones): (start: number) => number {
  const dtend = property(component, "DTEND");
  const duration = property(component, "DURATION");
  if (dtend !== undefined) {
    const end = readTime(dtend, zones);
    if (start.allDay && (end.allDay || isMidnight(end.wall))) {
      const { days } = start.wall.until(end.wall, { largestUnit: "day" });
      if (days < 0) throw new Unreadable("DTEND is before DTSTART", dtend.line);
      return addDays(start, days);
    }
    if (start.allDay !== end.allDay)
      throw new Unreadable("DTSTART and DTEND are not both days or both times", dtend.line);
    const length = exactLength(start, end);
    if (length < 0) throw new Unreadable("DTEND is before DTSTART", dtend.line);
    return (instant) => instant + length;
  }
  if (duration !== undefined) {
    const length = readDuration(duration);
    if (length.sign < 0) throw new Unreadable("DURATION is negative", duration.line);
    if (start.allDay && length.toString({ smallestUnit: "second" }).indexOf("T") < 0)
      return addDays(start, length.days + 7 * length.weeks);
    return (instant) => later(start.zone, instant, length);
  }
  const [missing] = component.unreadable;
  if (missing)
    throw new Unreadable("VEVENT has neither DTEND nor DURATION, and a line that cannot be read", missing.number);
  return start.allDay ? addDays(start, 1) : (instant) => instant;
}

function exactLength(start: IcsTime, end: IcsTime): number {
  const length = instantOf(end) - instantOf(start);
  // From 01:45 to a 01:15 that comes after the clock was set back: the second 01:15 is meant.
  return length < 0 ? laterInstantOf(end) - instantOf(start) : length;
}

/** The end of so many whole days, one at least. */
export function addDays({ zone }: Pick<IcsTime, "zone">, days: number): (start: number) => number {
  return (instant) =>
    zone.instantOf(
      zone
        .wallAt(instant)
        .toPlainDate()
        .toPlainDateTime()
        .add({ days: Math.max(1, days) }),
    );
}
