import { property, type IcsComponent, type IcsProperty } from "./components.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { ruleStarts } from "./recurrence.js";
import { MOST_OCCURRENCES } from "./rule.js";
import { instantOf, readTime, type IcsZones } from "./time.js";
import { clockOf, type WallClock } from "./wall-clock.js";
import type { OffsetPeriod } from "../zone.js";

interface Onset {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The clock that a VTIMEZONE describes (RFC 5545, 3.6.5), right for all instants before `to`.
 * @throws InvalidCalendar
 */
export function clockOfRules(rules: IcsComponent, to: number): WallClock {
  const onsets = rules.components.flatMap((observance) => onsetsOf(observance, to)).sort((a, b) => a.at - b.at);
  if (onsets.length === 0) throw new InvalidCalendar("VTIMEZONE says no offset", rules.line);
  const ends = [...onsets.map(({ at }) => at), Infinity];
  const offsets = [onsets[0]!.before, ...onsets.map(({ after }) => after)];
  return clockOf(
    offsets.map((offset, i): OffsetPeriod => ({ start: i === 0 ? -Infinity : ends[i - 1]!, end: ends[i]!, offset })),
  );
}

function onsetsOf(observance: IcsComponent, to: number): Onset[] {
  const [dtstart, offsetFrom, offsetTo] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"].map((name) =>
    property(observance, name),
  );
  if (dtstart === undefined || offsetFrom === undefined || offsetTo === undefined) {
    throw new InvalidCalendar(`${observance.name} needs DTSTART, TZOFFSETFROM and TZOFFSETTO`, observance.line);
  }
  const before = readOffset(offsetFrom);
  const after = readOffset(offsetTo);
  const clock = clockOf([{ start: -Infinity, end: Infinity, offset: before }]);
  const zones: IcsZones = { floating: clock, resolve: () => clock };
  const start = readTime(dtstart, zones);
  const rule = property(observance, "RRULE");
  const dates = observance.properties.filter(({ name }) => name === "RDATE");
  const instants = [
    instantOf(start),
    ...dates.flatMap((rdate) => rdate.value.split(",").map((value) => instantOf(readTime(rdate, zones, value.trim())))),
    ...(rule === undefined ? [] : ruleStarts(rule, start, instantOf(start), to, MOST_OCCURRENCES)),
  ];
  return [...new Set(instants)].filter((at) => at < to).map((at) => ({ at, before, after }));
}

function readOffset(offset: IcsProperty): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(offset.value.trim()) ?? [];
  if (sign === undefined)
    throw new InvalidCalendar(`${offset.name} is "${offset.value}"; it must be an offset like -0500`, offset.line);
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0);
  return (sign === "-" ? -size : size) * 1000;
}
