import { property, readCalendars, type IcsComponent } from "./components.js";
import { readPeriod } from "./event.js";
import { MOST_OCCURRENCES } from "./rule.js";
import { busyOf, seriesOf } from "./series.js";
import { instantOf, type IcsZones } from "./time.js";
import { zonesOf } from "./zone.js";
import { merge, type Interval } from "../interval.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { isTimeZone } from "@coachwork/schema/time-zone";

export { InvalidCalendar };

const MOST_BYTES = 1_000_000;

/**
 * When the owner of an iCalendar (RFC 5545) is busy: merged, in order, every time that overlaps [from, to), uncut.
 *
 * Busy are opaque events that are not cancelled, and the busy periods of a VFREEBUSY. Times without length are not.
 * Recurrences are expanded in their own zones, with their exceptions and changed occurrences. Floating times and
 * all-day events are read in `timeZone`. The result depends only on the arguments.
 * @param text at most 1 MB
 * @throws InvalidCalendar if the text is not a calendar or is unreliable: truncated, with a meaningless date or zone,
 * too large, or with more than 20,000 occurrences
 * @throws RangeError if `timeZone` is unknown
 */
export function busyFromIcs(
  text: string,
  { timeZone, from, to }: { readonly timeZone: string; readonly from: number; readonly to: number },
): Interval[] {
  if (!isTimeZone(timeZone))
    throw new RangeError(`timeZone is "${timeZone}"; it must be an IANA name like Europe/London`);
  if (text.length > MOST_BYTES || new TextEncoder().encode(text).length > MOST_BYTES) {
    throw new InvalidCalendar(`the calendar is larger than ${MOST_BYTES} bytes`);
  }
  const busy: Interval[] = [];
  let left = MOST_OCCURRENCES;
  for (const calendar of readCalendars(text)) {
    const zones = zonesOf(calendar, timeZone, from, to);
    const series = isCancellation(calendar) ? [] : seriesOf(calendar, zones);
    for (const each of series) {
      const found = busyOf(each, zones, from, to, left);
      left -= found.length;
      if (left < 0) throw new InvalidCalendar(`more than ${MOST_OCCURRENCES} occurrences`, each.main?.component.line);
      busy.push(...found);
    }
    busy.push(...publishedPeriods(calendar, zones));
  }
  return merge(busy.filter(([start, end]) => start < end && start < to && end > from));
}

/** A message that cancels what it lists (RFC 5546, 3.2.5). */
function isCancellation(calendar: IcsComponent): boolean {
  return property(calendar, "METHOD")?.value.trim().toUpperCase() === "CANCEL";
}

function publishedPeriods(calendar: IcsComponent, zones: IcsZones): Interval[] {
  return calendar.components
    .filter(({ name }) => name === "VFREEBUSY")
    .flatMap(({ properties }) => properties)
    .filter(({ name, parameters }) => name === "FREEBUSY" && parameters.get("FBTYPE")?.toUpperCase() !== "FREE")
    .flatMap((list) => list.value.split(",").map((value) => readPeriod(list, value.trim(), zones)))
    .flatMap(({ time, end }): Interval[] => (end === undefined ? [] : [[instantOf(time), end]]));
}
