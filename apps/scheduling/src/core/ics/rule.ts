import { Temporal } from "temporal-polyfill";
import type { IcsProperty } from "./properties.js";
import { exists, instantOf, readTime, type IcsTime } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { Unreadable, unlessUnreadable } from "./unreadable.js";
import { namedClock } from "./wall-clock.js";
import { DAY, DAY_MINUTES } from "../lengths.js";

/** A calendar with more occurrences than this is unreasonable. It is refused rather than read halfway. */
export const MOST_OCCURRENCES = 20_000;

/** A recurrence rule (RFC 5545, 3.3.10) for a series with a given start. */
export interface IcsRule {
  readonly property: IcsProperty;
  readonly start: IcsTime;
  readonly parts: ReadonlyMap<string, string>;
  /**
   * The name of the zone on whose clock the rule is expanded: the start's own, but UTC for whole days and for zones that have no
   * name or are a mere offset. What was expanded in UTC for another zone are wall times, to be read in that zone afterwards.
   */
  readonly clock: string;
}

const WEEKDAY = "(?:[+-]?\\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)";
const NUMBER = "[+-]?\\d{1,3}";
/** What each part of a rule may say, one of a list; other parts are none of RFC 5545. */
const PARTS: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.entries({
    FREQ: "MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
    COUNT: "0*[1-9]\\d{0,8}",
    INTERVAL: "0*[1-9]\\d{0,8}",
    UNTIL: ".+",
    WKST: WEEKDAY,
    BYDAY: WEEKDAY,
    ...Object.fromEntries(
      ["SECOND", "MINUTE", "HOUR", "MONTHDAY", "YEARDAY", "WEEKNO", "MONTH", "SETPOS"].map((by) => [`BY${by}`, NUMBER]),
    ),
  }).map(([name, value]) => [name, new RegExp(`^(?:${value})$`)]),
);

/**
 * A rule, as far as it can be read. It goes on where what cannot be read may have ended it, with a fault; blanks are nothing, and
 * an INTERVAL of 0, as some programs write, is 1.
 * @throws Unreadable if it does not say how often.
 * @throws InvalidCalendar if that is too often.
 */
export function readRule(property: IcsProperty, start: IcsTime, faults: Unreadable[]): IcsRule {
  const { line } = property;
  const parts = new Map<string, string>();
  for (const part of property.value.replace(/\s/g, "").toUpperCase().split(";").filter(Boolean)) {
    const [, name = "", said = ""] = /^([A-Z-]+)=(.*)$/.exec(part) ?? [];
    const value = name === "INTERVAL" && /^0+$/.test(said) ? "1" : said;
    const read = value.split(",").filter((one) => PARTS[name]?.test(one));
    if (read.join(",") !== value || read.length === 0)
      faults.push(new Unreadable(`RRULE has a part that cannot be read${PARTS[name] ? `: ${name}` : ""}`, line));
    if (read.length > 0) parts.set(name, read.join(","));
  }
  // Nobody meets by the second, and 20,000 seconds take seconds to expand.
  if (/FREQ=SECONDLY/i.test(property.value)) throw new InvalidCalendar("RRULE repeats too often to be expanded", line);
  if (!parts.has("FREQ")) throw new Unreadable("RRULE has no FREQ that is known", line);
  const count = Number(parts.get("COUNT") ?? 0);
  if (count > MOST_OCCURRENCES) {
    throw new InvalidCalendar(`RRULE has COUNT=${count}: more than ${MOST_OCCURRENCES} occurrences`, line);
  }
  const rule = { property, start, parts, clock: clockFor(start) };
  if (unlessUnreadable(faults, () => endOfRule(rule)) === undefined) parts.delete("UNTIL");
  return rule;
}

function clockFor({ allDay, zone: { name = "" } }: IcsTime): string {
  return allDay || !/^[A-Z]/.test(name) ? "UTC" : name;
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
  if (
    !exists({ ...start, zone: namedClock(clock) }) &&
    ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(parts.get("FREQ")!)
  ) {
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
  if (clock === start.zone.name) return instantOf(until) + 1000;
  const wall = start.zone.wallAt(instantOf(until));
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
