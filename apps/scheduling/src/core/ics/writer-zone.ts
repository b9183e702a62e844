import { Temporal } from "temporal-polyfill";
import { WEEK, YEAR } from "../lengths.js";
import { offsetPeriods, type OffsetPeriod } from "../zone.js";
import { yearlyRule } from "./yearly-rule.js";

/** Before any session; for a zone whose last change is too long ago to matter. */
const LONG_AGO = 0;
/** How much further we look for a rule. What holds for so long is no accident of the calendar. */
const FORESIGHT = 5 * YEAR;

/** A change of a zone's offset. */
interface Onset {
  readonly name: "DAYLIGHT" | "STANDARD";
  /** What the clock would have shown then without the change, in milliseconds as for UTC. */
  readonly wall: number;
  readonly offsetBefore: number;
  readonly offset: number;
  /** Whether the times in question may need it. If not, it only shows whether the changes follow a rule. */
  readonly isNear: boolean;
  /** Whether it is the last of its kind that we looked for, so that nobody has abolished it yet. */
  readonly isLast: boolean;
}

/**
 * The VTIMEZONE (RFC 5545, 3.6.5) of a zone for times in [from, to], in lines without line ends. It is right for a year
 * more on either side. Changes that follow a yearly rule are one observance with that rule, as Outlook needs them; all
 * others are listed one by one. Its TZID is the IANA name, which most programs know better than this description.
 */
export function timeZoneLines(timeZone: string, from: number, to: number): string[] {
  const onsets = onsetsOf(timeZone, from - YEAR, to + YEAR);
  const alike = Map.groupBy(onsets, ({ name, offsetBefore, offset }) => `${name} ${offsetBefore} ${offset}`);
  const observances = [...alike.values()].flatMap((changes) => {
    const near = changes.filter(({ isNear }) => isNear);
    const isKept = near.length > 1 && changes.some(({ isLast }) => isLast);
    const rule = isKept ? yearlyRule(changes.map(({ wall }) => plainTime(wall))) : undefined;
    return rule === undefined ? near.map((onset) => ({ onset })) : [{ onset: near[0]!, rule }];
  });
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${timeZone}`,
    ...observances.sort((a, b) => a.onset.wall - b.onset.wall).flatMap(observanceLines),
    "END:VTIMEZONE",
  ];
}

/** The zone's changes that matter in [from, to], in order, and those of some years after. */
function onsetsOf(timeZone: string, from: number, to: number): Onset[] {
  // A year more, since what a change begins is known by what follows.
  const periods = offsetPeriods(timeZone, from - YEAR, to + FORESIGHT + YEAR);
  const first = periods.findIndex(({ end }) => end > from);
  const last = periods.findLastIndex(({ start }) => start <= to + FORESIGHT);
  return periods.slice(first, last + 1).flatMap((period, i) => {
    const before = periods[first + i - 1];
    // The first one also shows what held before all others.
    return i === 0 || before !== undefined ? [onsetOf(period, before, periods[first + i + 1], to)] : [];
  });
}

function onsetOf(
  { start, offset }: OffsetPeriod,
  before: OffsetPeriod | undefined,
  after: OffsetPeriod | undefined,
  to: number,
): Onset {
  const offsetBefore = before?.offset ?? offset;
  // The clock is forward for part of a year. Outlook takes STANDARD for the time without summer time.
  const isForward = offset > offsetBefore && after !== undefined && offset > after.offset && after.start - start < YEAR;
  return {
    name: isForward ? "DAYLIGHT" : "STANDARD",
    wall: (start === -Infinity ? LONG_AGO : start) + offsetBefore,
    offsetBefore,
    offset,
    isNear: start <= to,
    isLast: start > to + FORESIGHT - YEAR - WEEK,
  };
}

function observanceLines({ onset, rule }: { readonly onset: Onset; readonly rule?: string }): string[] {
  const { name, wall, offsetBefore, offset } = onset;
  return [
    `BEGIN:${name}`,
    `DTSTART:${plainTime(wall).toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`,
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    `TZOFFSETFROM:${offsetText(offsetBefore)}`,
    `TZOFFSETTO:${offsetText(offset)}`,
    `END:${name}`,
  ];
}

function plainTime(wall: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC").toPlainDateTime();
}

/** An offset as +0530; with seconds if the zone had them, as all had before they were standardized. */
function offsetText(offset: number): string {
  const seconds = Math.abs(offset) / 1000;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const written = parts.map((part) => String(part).padStart(2, "0")).join("");
  return (offset < 0 ? "-" : "+") + written.replace(/^(\d{4})00$/, "$1");
}
