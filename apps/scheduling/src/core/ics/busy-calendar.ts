import { BusyReading } from "./busy-reading.js";
import { parseCalendars } from "./calendar-parser.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { KeptLines } from "./kept-lines.js";
import type { CalendarQuestion, ReadCalendar } from "./question.js";
import { Relevance } from "./relevance.js";
import { CalendarWarnings } from "./warnings.js";
import { isTimeZone } from "@coachwork/schema/time-zone";

export { InvalidCalendar };
export type { CalendarQuestion, ReadCalendar };

const MOST_BYTES = 10_000_000;

/**
 * When the owner of an iCalendar (RFC 5545) is busy.
 *
 * Busy are events that are opaque, not cancelled and not declined, and the busy periods of a VFREEBUSY; what has no length is
 * not. Recurrences are expanded in their own zones, with their exceptions and changed occurrences. What can be read is read:
 * of an event that cannot be decided all of its day is busy, and a warning says so. The answer depends on nothing but the
 * arguments.
 * @param calendar at most 10 MB: a text, or its bytes in UTF-8 or UTF-16
 * @throws InvalidCalendar if it is no calendar, is broken off, is too large, or has more than 20,000 occurrences.
 * @throws RangeError if `timeZone` is not known.
 */
export function busyFromIcs(calendar: string | Uint8Array, question: CalendarQuestion): ReadCalendar {
  if (!isTimeZone(question.timeZone))
    throw new RangeError(`timeZone is "${question.timeZone}"; it must be an IANA name like Europe/London`);
  if ((typeof calendar === "string" ? Buffer.byteLength(calendar) : calendar.length) > MOST_BYTES)
    throw new InvalidCalendar(`the calendar is larger than ${MOST_BYTES} bytes`);
  const warnings = new CalendarWarnings();
  const relevance = new Relevance(question.from);
  const calendars = parseCalendars(calendar, (component, of) => relevance.isRelevant(component, of), warnings);
  const reading = new BusyReading(question, warnings);
  const lines = new KeptLines();
  for (const each of calendars) {
    each.components.push(...relevance.newerVersionsIn(each));
    reading.read(each, relevance.forgottenOf(each).zones);
    for (const component of [each, ...each.components]) lines.keep(component.lines);
  }
  return { ...reading.found(), ...warnings.list(), kept: lines.text() };
}
