import { Temporal } from "temporal-polyfill";
import type { IcsProperty } from "./components.js";
import { exists, instantOf, readTime, type IcsTime } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { DAY, DAY_MINUTES } from "../lengths.js";

/** A calendar with more occurrences than this is unreasonable. It is refused rather than read halfway. */
export const MOST_OCCURRENCES = 20_000;

/** A recurrence rule (RFC 5545, 3.3.10) for a series with a given start. */
export interface IcsRule {
  readonly property: IcsProperty;
  readonly start: IcsTime;
  readonly parts: ReadonlyMap<string, string>;
  /**
   * The zone in which the rule is expanded: the start's own, but UTC for all-day events and for zones that are a mere
   * offset. What was expanded in UTC for another zone are local times, to be read in that zone afterwards.
   */
  readonly clock: string;
}

/**
 * @throws InvalidCalendar if COUNT, INTERVAL or FREQ make no sense; the other parts are checked when the rule is
 * expanded
 */
export function readRule(property: IcsProperty, start: IcsTime): IcsRule {
  const parts = new Map<string, string>();
  for (const part of property.value.trim().toUpperCase().split(";")) {
    const [, name, value] = /^([A-Z-]+)=(.+)$/.exec(part) ?? [];
    if (name !== undefined) parts.set(name, value!);
  }
  if (!parts.has("FREQ")) throw new InvalidCalendar(`RRULE is "${property.value}"; it must have a FREQ`, property.line);
  // Nobody meets every second, and 20,000 seconds take seconds to expand.
  if (parts.get("FREQ") === "SECONDLY")
    throw new InvalidCalendar("RRULE repeats too often to be expanded", property.line);
  for (const name of ["COUNT", "INTERVAL"]) {
    const value = parts.get(name) ?? "1";
    if (!/^0*[1-9]\d{0,8}$/.test(value)) {
      throw new InvalidCalendar(`RRULE has ${name}=${value}; it must be a whole number, 1 or more`, property.line);
    }
  }
  const count = Number(parts.get("COUNT") ?? 0);
  if (count > MOST_OCCURRENCES) {
    throw new InvalidCalendar(`RRULE has COUNT=${count}: more than ${MOST_OCCURRENCES} occurrences`, property.line);
  }
  return { property, start, parts, clock: start.allDay || !/^[A-Z]/.test(start.zone) ? "UTC" : start.zone };
}

/** DTSTART and RRULE as an iCalendar, in the only form in which node-ical's result depends on nothing else. */
export function ruleText(rule: IcsRule): string {
  const { start, clock, parts } = rule;
  const written = new Map([["FREQ", parts.get("FREQ")!], ...parts]);
  const end = endOfRule(rule);
  if (end < Date.UTC(9999, 11, 31)) {
    const until = Temporal.Instant.fromEpochMilliseconds(end - 1000).toZonedDateTimeISO("UTC");
    written.set("UNTIL", `${compact(until.toPlainDateTime())}Z`);
  } else {
    // Some programs write "forever" as "until 9999-12-31".
    written.delete("UNTIL");
  }
  if (!exists({ ...start, zone: clock }) && ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(parts.get("FREQ")!)) {
    const { hour, minute, second } = start.wall;
    for (const [name, value] of Object.entries({ BYHOUR: hour, BYMINUTE: minute, BYSECOND: second })) {
      if (!parts.has(name)) written.set(name, String(value));
    }
  }
  const dtstart = clock === "UTC" ? `DTSTART:${compact(start.wall)}Z` : `DTSTART;TZID=${clock}:${compact(start.wall)}`;
  const rrule = [...written].map(([name, value]) => `${name}=${value}`).join(";");
  return ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:rule", dtstart, `RRULE:${rrule}`, "END:VEVENT", "END:VCALENDAR"].join(
    "\r\n",
  );
}

/**
 * The first instant, on the rule's clock, at which it is over. UNTIL itself still belongs to it; a date includes the
 * whole day.
 */
export function endOfRule({ property, start, parts, clock }: IcsRule): number {
  const value = parts.get("UNTIL");
  if (value === undefined) return Infinity;
  const zones = { floating: start.zone, resolve: () => start.zone };
  const until = readTime({ ...property, name: "UNTIL", parameters: new Map() }, zones, value);
  if (until.allDay) return instantOn(clock, until.wall.add({ days: 1 }));
  if (clock === start.zone) return instantOf(until) + 1000;
  const wall = until.wall.toZonedDateTime(until.zone).withTimeZone(start.zone).toPlainDateTime();
  return start.allDay ? instantOn(clock, wall.toPlainDate().toPlainDateTime()) + DAY : instantOn(clock, wall) + 1000;
}

/** The maximum number of occurrences of a rule per day. */
export function mostPerDay({ parts }: IcsRule): number {
  const listed = (name: string): number => parts.get(name)?.split(",").length ?? 1;
  switch (parts.get("FREQ")) {
    case "MINUTELY":
      return DAY_MINUTES * listed("BYSECOND");
    case "HOURLY":
      return 24 * listed("BYMINUTE") * listed("BYSECOND");
    default:
      return listed("BYHOUR") * listed("BYMINUTE") * listed("BYSECOND");
  }
}

function instantOn(clock: string, wall: Temporal.PlainDateTime): number {
  return wall.toZonedDateTime(clock).epochMilliseconds;
}

function compact(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
}
