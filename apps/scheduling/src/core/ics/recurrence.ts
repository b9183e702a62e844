import ical, { type RRule } from "node-ical";
import { Temporal } from "temporal-polyfill";
import type { IcsProperty } from "./components.js";
import { endOfRule, MOST_OCCURRENCES, mostPerDay, readRule, ruleText, type IcsRule } from "./rule.js";
import { exists, instantOf, laterInstantOf, type IcsTime } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { DAY } from "../lengths.js";

/** node-ical gives up on a rule after 10,000 steps. It is only asked for ranges that need fewer. */
const MOST_PER_STRETCH = 5_000;
const MOST_STRETCHES = 400;

/**
 * The starts of a rule's occurrences in [from, to): epoch milliseconds, in order (RFC 5545, 3.3.10). A local time that
 * does not exist on some day is skipped and not counted. One that exists twice means the first.
 *
 * node-ical expands the rule, but from a text written here, because it does not expand a calendar's own text correctly.
 * It reads floating times and dates in the zone of this process, takes the second of two ambiguous starts, stays at
 * 03:30 after a nonexistent first start at 02:30, drops what comes before FREQ, and loses offsets such as +0530 in the
 * rule.
 * @param atMost how many the caller can take
 * @throws InvalidCalendar for an invalid rule, or one with more occurrences than that
 */
export function ruleStarts(property: IcsProperty, start: IcsTime, from: number, to: number, atMost: number): number[] {
  const rule = readRule(property, start);
  // Two more days on either side, because the rule's clock may differ from that of its start.
  const first = Math.max(from - 2 * DAY, instantOf({ ...start, zone: rule.clock }));
  const end = Math.min(to + 2 * DAY, endOfRule(rule));
  if (first >= end) return [];

  const stretch = Math.ceil((MOST_PER_STRETCH / mostPerDay(rule)) * DAY);
  if ((end - first) / stretch > MOST_STRETCHES)
    throw new InvalidCalendar("RRULE repeats too often to be expanded", property.line);
  const expansion = expand(rule);
  const startOf = occurrenceStart(rule);
  const starts: number[] = [];
  for (let at = first; at < end; at += stretch) {
    for (const date of between(rule, expansion, at, Math.min(at + stretch, end) - 1)) {
      const instant = startOf(date.getTime());
      if (instant !== undefined && from <= instant && instant < to) starts.push(instant);
      if (starts.length > atMost) throw new InvalidCalendar(`more than ${MOST_OCCURRENCES} occurrences`, property.line);
    }
  }
  return starts;
}

function expand(rule: IcsRule): RRule {
  return orInvalid(rule, () => {
    const event = ical.sync.parseICS(ruleText(rule))["rule"] as { rrule: RRule };
    return event.rrule;
  });
}

function between(rule: IcsRule, expansion: RRule, first: number, last: number): Date[] {
  return orInvalid(rule, () => expansion.between(new Date(first), new Date(last), true));
}

function orInvalid<T>({ property }: IcsRule, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new InvalidCalendar(`RRULE "${property.value}" cannot be expanded: ${cause}`, property.line);
  }
}

/** The instant of an occurrence, from its instant on the rule's clock. None if its day does not exist. */
function occurrenceStart({ start, clock }: IcsRule): (found: number) => number | undefined {
  if (clock === start.zone && !start.allDay) {
    const first = instantOf(start);
    const second = laterInstantOf(start);
    return (found) => (found === second ? first : found);
  }
  return (found) => {
    const wall = Temporal.Instant.fromEpochMilliseconds(found).toZonedDateTimeISO("UTC").toPlainDateTime();
    const time: IcsTime = { ...start, wall };
    return exists(time) ? instantOf(time) : undefined;
  };
}
