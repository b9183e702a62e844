import { property, type IcsComponent } from "./components.js";
import { isMidnight, exists, instantOf, type IcsTime } from "./time.js";
import type { EventTime, IcsEvent } from "./event.js";
import type { WallClock } from "./wall-clock.js";
import type { Interval } from "../interval.js";

/** Everything that a calendar says under one UID. */
export interface IcsSeries {
  readonly uid: string;
  /** Events as they were first planned; none where only changed occurrences were sent. */
  readonly main: readonly IcsEvent[];
  readonly changed: readonly IcsEvent[];
}

/** The UID of an event; one without has one that no other has. */
export function uidOf(component: IcsComponent): string {
  return property(component, "UID")?.value.trim() || `without a UID, on line ${component.line}`;
}

/**
 * The events of a calendar by UID. Events with one UID are events of their own (RFC 5545 says that there are none, and there
 * are), unless a higher SEQUENCE says that one replaces the other. Of changes to one occurrence the later in the file counts.
 */
export function seriesOf(events: readonly IcsEvent[]): IcsSeries[] {
  const byUid = Map.groupBy(events, ({ component }) => uidOf(component));
  return [...byUid].map(([uid, all]) => {
    const isMain = ({ isChange }: IcsEvent): boolean => !isChange;
    return { uid, main: latestOf(all.filter(isMain)), changed: changesOf(all.filter((event) => !isMain(event))) };
  });
}

function latestOf(events: readonly IcsEvent[]): readonly IcsEvent[] {
  const latest = Math.max(...events.map(({ sequence }) => sequence ?? -Infinity));
  return events.filter(({ sequence }) => sequence === undefined || sequence === latest);
}

function changesOf(events: readonly IcsEvent[]): readonly IcsEvent[] {
  const versions = new Map<string, IcsEvent>();
  events.forEach((event, i) => {
    const { replaces, movesLater, sequence = 0 } = event;
    const key = replaces === undefined ? `${i}` : `${instantOf(replaces)} ${movesLater}`;
    if (sequence >= (versions.get(key)?.sequence ?? -Infinity)) versions.set(key, event);
  });
  return [...versions.values()];
}

/** When an event is as it was planned, its recurrences left aside. Nothing, if its day does not exist. */
export function plannedTime({ start, endOf }: EventTime): Interval[] {
  return dayExists(start) ? [[instantOf(start), endOf(instantOf(start))]] : [];
}

export function dayExists(time: IcsTime): boolean {
  return !time.allDay || exists(time);
}

/**
 * Whether an occurrence is one of these. A date matches the occurrence on that day, whatever the hour. A floating time
 * is read in the series' zone. All-day events match by date, which others write as midnight.
 */
export function occurrenceTest(series: IcsTime, times: readonly IcsTime[]): (start: number) => boolean {
  const byDay = times.filter(({ allDay }) => allDay || series.allDay);
  const days = new Set(byDay.map((time) => dayOf(time, series.zone)));
  const instants = new Set(times.map((time) => instantOf(time.floating ? { ...time, zone: series.zone } : time)));
  return (start) => instants.has(start) || (days.size > 0 && days.has(localDay(start, series.zone)));
}

function dayOf(time: IcsTime, zone: WallClock): string {
  return isMidnight(time.wall) ? time.wall.toPlainDate().toString() : localDay(instantOf(time), zone);
}

function localDay(instant: number, zone: WallClock): string {
  return zone.wallAt(instant).toPlainDate().toString();
}
