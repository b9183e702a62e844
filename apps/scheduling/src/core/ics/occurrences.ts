import { addDays, type EventTime, type IcsEvent, listedTimes, readPeriods } from "./event.js";
import { dateIn } from "./days.js";
import { ruleStarts } from "./recurrence.js";
import { dayExists, type IcsSeries, occurrenceTest, plannedTime } from "./series.js";
import { laterChanges, type LaterChanges } from "./this-and-future.js";
import { instantOf, type IcsTime, type IcsZones } from "./time.js";
import { type Unreadable, unlessUnreadable } from "./unreadable.js";
import type { Interval } from "../interval.js";
import { DAY } from "../lengths.js";

/** What is asked of a series. */
export interface OccurrencesQuestion {
  readonly zones: IcsZones;
  readonly from: number;
  readonly to: number;
  /** How many occurrences the caller can take. */
  readonly atMost: number;
  /** Takes what cannot be read in its recurrence. */
  readonly faults: Unreadable[];
}

/**
 * The busy times of a series that share time with [from, to), in no order.
 * @throws InvalidCalendar if they are too many
 */
export function busyOf({ main, changed }: IcsSeries, question: OccurrencesQuestion): Interval[] {
  const { from, to } = question;
  const moves = laterChanges(changed);
  const busy = [
    ...[...main, ...changed].flatMap((event) => (event.busy ? event.days.flatMap(wholeDayOf) : [])),
    ...changed.flatMap(({ busy, time }) => (busy && time ? plannedTime(time) : [])),
    ...main.flatMap((event) => (event.busy && event.time ? keptOf(event, event.time, changed, moves, question) : [])),
  ];
  return busy.filter(([start, end]) => start < end && start < to && end > from);
}

function keptOf(
  event: IcsEvent,
  time: EventTime,
  changed: readonly IcsEvent[],
  moves: LaterChanges,
  question: OccurrencesQuestion,
): Interval[] {
  const excluded = listedTimes(event.component, "EXDATE", question.zones, question.faults).map(({ time }) => time);
  const replaced = changed.flatMap(({ replaces }) => (replaces ? [replaces] : []));
  const isLeftOut = occurrenceTest(time.start, [...excluded, ...replaced]);
  const wide = { ...question, from: question.from - moves.farthest, to: question.to + moves.farthest };
  return occurrences(event, time, wide)
    .filter(([start]) => !isLeftOut(start))
    .flatMap((occurrence) => moves.apply(occurrence));
}

/**
 * The first occurrence is when the event says it starts (RFC 5545, 3.8.5.3). Some programs write a start that their own rule
 * does not have, which the standard leaves undefined: who wrote it meant to be there, so that is busy, too. Of a rule that says
 * nothing the first day is busy as a whole.
 */
function occurrences({ component }: IcsEvent, time: EventTime, question: OccurrencesQuestion): Interval[] {
  const { zones, from, faults } = question;
  const { start, endOf } = time;
  const planned = plannedTime(time);
  const first = instantOf(start);
  // An occurrence over a change of the clock can be longer than the first one was.
  const longest = endOf(first) - first + 2 * DAY;
  const rules = component.properties.filter(({ name }) => name === "RRULE");
  const starts = rules.map((rule) =>
    unlessUnreadable(faults, () => ruleStarts(rule, start, { ...question, from: from - longest })),
  );
  const unread = starts.includes(undefined) ? [dayAround(first, zones)] : [];
  const single = new Set(starts.flatMap((each) => each ?? []));
  planned.forEach(([at]) => single.delete(at));
  return [
    ...planned,
    ...unread,
    ...[...single].map((at): Interval => [at, endOf(at)]),
    ...addedTimes(component, time, question),
  ];
}

function addedTimes(
  component: IcsEvent["component"],
  { endOf }: EventTime,
  { zones, faults }: OccurrencesQuestion,
): Interval[] {
  const lists = component.properties.filter(({ name, value }) => name === "RDATE" && value.trim() !== "");
  return lists.flatMap((list) => {
    const days: IcsTime[] = [];
    const times = readPeriods(list, zones, (fault, written) => {
      faults.push(fault);
      const day = dateIn(written, zones.floating);
      if (day) days.push(day);
    });
    const read = times
      .filter(({ time }) => dayExists(time))
      .map(({ time, end }): Interval => [instantOf(time), end ?? endOf(instantOf(time))]);
    return [...read, ...days.flatMap(wholeDayOf)];
  });
}

function dayAround(instant: number, { floating: zone }: IcsZones): Interval {
  const start = zone.instantOf(zone.wallAt(instant).toPlainDate().toPlainDateTime());
  return [start, addDays({ zone }, 1)(start)];
}

/** All of a day, from one midnight to the next. */
export function wholeDayOf(day: IcsTime): Interval[] {
  return plannedTime({ start: day, endOf: addDays(day, 1) });
}
