import { property, type IcsComponent } from "./components.js";
import type { IcsProperty } from "./properties.js";
import { ruleStarts } from "./recurrence.js";
import { MOST_OCCURRENCES } from "./rule.js";
import { instantOf, readTime, type IcsTime, type IcsZones } from "./time.js";
import { Unreadable } from "./unreadable.js";
import { clockOf, type WallClock } from "./wall-clock.js";
import type { OffsetPeriod } from "../zone.js";

interface Onset {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The clock that a VTIMEZONE describes (RFC 5545, 3.6.5), right for all instants before `to`.
 * @throws Unreadable
 */
export function clockOfRules(rules: IcsComponent, to: number): WallClock {
  const parts = [rules, ...rules.components];
  const fault = parts.find(({ isMixedUp, unreadable }) => isMixedUp || unreadable.length > 0);
  if (fault)
    throw new Unreadable("VTIMEZONE has a line that cannot be read", fault.unreadable[0]?.number ?? fault.line);
  const onsets = rules.components.flatMap((observance) => onsetsOf(observance, to)).sort((a, b) => a.at - b.at);
  if (onsets.length === 0) throw new Unreadable("VTIMEZONE says no offset", rules.line);
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
    throw new Unreadable(`${observance.name} needs DTSTART, TZOFFSETFROM and TZOFFSETTO`, observance.line);
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
    ...(rule === undefined ? [] : ruleOnsets(rule, start, to)),
  ];
  return [...new Set(instants)].filter((at) => at < to).map((at) => ({ at, before, after }));
}

/** A zone is right or it is none: of its rules nothing may be unreadable. */
function ruleOnsets(rule: IcsProperty, start: IcsTime, to: number): number[] {
  const faults: Unreadable[] = [];
  const starts = ruleStarts(rule, start, { from: instantOf(start), to, atMost: MOST_OCCURRENCES, faults });
  if (faults[0]) throw faults[0];
  return starts;
}

function readOffset(offset: IcsProperty): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(offset.value.trim()) ?? [];
  if (sign === undefined) throw new Unreadable(`${offset.name} is no offset like -0500`, offset.line);
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0);
  return (sign === "-" ? -size : size) * 1000;
}
