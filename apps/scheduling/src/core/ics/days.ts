import { Temporal } from "temporal-polyfill";
import { type IcsComponent, property } from "./components.js";
import { saysNothingOfTime } from "./kept-lines.js";
import { type ContentLine } from "./lines.js";
import { readProperty } from "./properties.js";
import type { IcsTime } from "./time.js";
import type { WallClock } from "./wall-clock.js";

/** What dates stand on that are not those of the event. */
const ELSEWHERE = /^(DTSTAMP|CREATED|LAST-MODIFIED|COMPLETED|UID|EXDATE|RRULE|TRIGGER|ACKNOWLEDGED|X-.*)$/;
const DATE = /(?<!\d)(\d{4}-?\d\d-?\d\d)(?!\d)(?:T(\d\d):?(\d\d)(?::?\d\d)?(Z))?/gi;

/** The whole days, on a clock, that an event names wherever it does: as it can be read, or in what cannot be. */
export function namedDays(event: IcsComponent, clock: WallClock): readonly IcsTime[] {
  const days = new Map<string, IcsTime>();
  for (const line of event.lines.filter((each) => mayNameDays(each))) {
    for (const wall of datesIn(line.text, clock)) days.set(wall.toString(), wholeDay(wall, clock));
  }
  for (const { value } of event.properties.filter(({ name }) => name === "DTEND")) {
    const end = dateIn(value, clock);
    // What ends with a day, and starts nobody knows when, was on the day before.
    if (end && property(event, "DTSTART") === undefined && !/T(?!0000)/i.test(value)) {
      const before = wholeDay(end.wall.subtract({ days: 1 }), clock);
      days.set(before.wall.toString(), before);
    }
  }
  return [...days.values()];
}

/** The first date in a text. */
export function dateIn(text: string, clock: WallClock): IcsTime | undefined {
  const [wall] = datesIn(text, clock);
  return wall && wholeDay(wall, clock);
}

/** The day on a clock on which a wall time is. */
export function wholeDay(wall: Temporal.PlainDateTime, clock: WallClock): IcsTime {
  return { allDay: true, floating: true, wall: wall.toPlainDate().toPlainDateTime(), zone: clock };
}

function mayNameDays(line: ContentLine): boolean {
  const property = readProperty(line);
  if (property === undefined) return true;
  // A stamp with something behind it has swallowed the next line.
  if (ELSEWHERE.test(property.name)) return /DT(START|END)[;:]/.test(property.value);
  return !saysNothingOfTime(line);
}

function datesIn(text: string, clock: WallClock): readonly Temporal.PlainDateTime[] {
  return [...text.matchAll(DATE)].flatMap(([, date, hour, minute, utc]) => {
    try {
      const day = Temporal.PlainDate.from(date!.replaceAll("-", "")).toPlainDateTime();
      if (utc === undefined) return [day];
      const instant = day
        .add({ hours: Number(hour), minutes: Number(minute) })
        .toZonedDateTime("UTC").epochMilliseconds;
      return [clock.wallAt(instant)];
    } catch {
      return [];
    }
  });
}
