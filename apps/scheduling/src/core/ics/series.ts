import { Temporal } from "temporal-polyfill";
import { property, type IcsComponent } from "./components.js";
import { listedTimes, readEvent, type IcsEvent } from "./event.js";
import { ruleStarts } from "./recurrence.js";
import { exists, instantOf, type IcsTime, type IcsZones } from "./time.js";
import type { Interval } from "../interval.js";
import { DAY } from "../lengths.js";

/** Everything that a calendar says under one UID: an event, or a series with its changed occurrences. */
export interface IcsSeries {
  /** The event as originally planned. Missing if only a changed occurrence was sent. */
  readonly main: IcsEvent | undefined;
  readonly changed: readonly IcsEvent[];
}

/**
 * The events of a calendar by UID. Of two versions, the one with the higher SEQUENCE counts, or else the later in the
 * file.
 */
export function seriesOf(calendar: IcsComponent, zones: IcsZones): IcsSeries[] {
  const series = new Map<string, Map<number | "main", IcsEvent>>();
  for (const component of calendar.components) {
    if (component.name !== "VEVENT") continue;
    const event = readEvent(component, zones);
    const uid = property(component, "UID")?.value ?? `without a UID, on line ${component.line}`;
    const versions = series.get(uid) ?? new Map<number | "main", IcsEvent>();
    series.set(uid, versions);
    const key = event.replaces === undefined ? "main" : instantOf(event.replaces);
    if (event.sequence >= (versions.get(key)?.sequence ?? -Infinity)) versions.set(key, event);
  }
  return [...series.values()].map((versions) => ({
    main: versions.get("main"),
    changed: [...versions].filter(([key]) => key !== "main").map(([, event]) => event),
  }));
}

/**
 * The busy times of a series that may overlap [from, to), in no order.
 * @param atMost how many the caller can take
 * @throws InvalidCalendar
 */
export function busyOf(
  { main, changed }: IcsSeries,
  zones: IcsZones,
  from: number,
  to: number,
  atMost: number,
): Interval[] {
  const moved = changed.filter(({ busy, start }) => busy && dayExists(start)).map(asPlanned);
  if (main === undefined || !main.busy) return moved;
  const excluded = listedTimes(main.component, "EXDATE", zones).map(({ time }) => time);
  const isLeftOut = occurrenceTest(main.start, [...excluded, ...changed.map(({ replaces }) => replaces!)]);
  const kept = occurrences(main, zones, from, to, atMost).filter(([start]) => !isLeftOut(start));
  return [...kept, ...moved];
}

/**
 * The first occurrence is the start of the event (RFC 5545, 3.8.5.3). Some programs write a start that their own rule
 * does not include, which the standard leaves undefined. Its author meant to be there, so that time is busy too.
 */
function occurrences(main: IcsEvent, zones: IcsZones, from: number, to: number, atMost: number): Interval[] {
  const planned = asPlanned(main);
  // An occurrence across a clock change can be longer than the first one.
  const longest = planned[1] - planned[0] + 2 * DAY;
  const rules = main.component.properties.filter(({ name }) => name === "RRULE");
  const added = listedTimes(main.component, "RDATE", zones).filter(({ time }) => dayExists(time));
  const starts = new Set(rules.flatMap((rule) => ruleStarts(rule, main.start, from - longest, to, atMost)));
  if (dayExists(main.start)) starts.add(planned[0]);
  return [
    ...[...starts].map((start): Interval => [start, main.endOf(start)]),
    ...added.map(({ time, end }): Interval => [instantOf(time), end ?? main.endOf(instantOf(time))]),
  ];
}

/**
 * Whether an occurrence is one of these. A date matches the occurrence on that day, whatever the hour. A floating time
 * is read in the series' zone. All-day events match by date, which others write as midnight.
 */
function occurrenceTest(series: IcsTime, times: readonly IcsTime[]): (start: number) => boolean {
  const byDay = times.filter(({ allDay }) => allDay || series.allDay);
  const days = new Set(byDay.map((time) => dayOf(time, series.zone)));
  const instants = new Set(times.map((time) => instantOf(time.floating ? { ...time, zone: series.zone } : time)));
  return (start) => instants.has(start) || (days.size > 0 && days.has(localDay(start, series.zone)));
}

function dayOf(time: IcsTime, zone: string): string {
  const isMidnight = time.wall.toPlainTime().equals(new Temporal.PlainTime());
  return isMidnight ? time.wall.toPlainDate().toString() : localDay(instantOf(time), zone);
}

function localDay(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function asPlanned({ start, endOf }: IcsEvent): Interval {
  return [instantOf(start), endOf(instantOf(start))];
}

function dayExists(time: IcsTime): boolean {
  return !time.allDay || exists(time);
}
