import ical, { type RRule } from "node-ical";
import { Temporal } from "temporal-polyfill";
import type { IcsProperty } from "./properties.js";
import { endOfRule, MOST_OCCURRENCES, mostPerDay, readRule, ruleText, type IcsRule } from "./rule.js";
import { exists, instantOf, laterInstantOf, type IcsTime } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { Unreadable } from "./unreadable.js";
import { namedClock } from "./wall-clock.js";
import { DAY } from "../lengths.js";

/** node-ical gives up on a rule after 10,000 steps. It is only asked for ranges that need fewer. */
const MOST_PER_STRETCH = 5_000;
const MOST_STRETCHES = 400;

/** What is asked of a rule. */
export interface RuleQuestion {
  readonly from: number;
  readonly to: number;
  /** How many starts the caller can take. */
  readonly atMost: number;
  /** Takes what cannot be read in the rule. */
  readonly faults: Unreadable[];
}

/**
 * The starts of a rule's occurrences in [from, to): epoch milliseconds, in order (RFC 5545, 3.3.10). A local time that
 * does not exist on some day is skipped and not counted. One that exists twice means the first.
 *
 * node-ical expands the rule, but from a text written here, for it does not expand a calendar's own text as it is
 * meant: it reads floating times and dates in the zone of this process, takes the second of two ambiguous starts,
 * stays at 03:30 after a first start at a 02:30 that did not exist, drops what stands before FREQ, and forgets offsets
 * such as +0530 when it comes to the rule.
 * @throws Unreadable for a rule that is none.
 * @throws InvalidCalendar for one that has too many occurrences.
 */
export function ruleStarts(
  property: IcsProperty,
  start: IcsTime,
  { from, to, atMost, faults }: RuleQuestion,
): number[] {
  const rule = readRule(property, start, faults);
  // Two days more at either side, because the rule's clock may be another than that of its start.
  const first = Math.max(from - 2 * DAY, instantOf({ ...start, zone: namedClock(rule.clock) }));
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
  } catch {
    throw new Unreadable("RRULE cannot be expanded", property.line);
  }
}

/** The instant of an occurrence, from its instant on the rule's clock. None if its day does not exist. */
function occurrenceStart({ start, clock }: IcsRule): (found: number) => number | undefined {
  if (clock === start.zone.name && !start.allDay) {
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
