import ical from "node-ical";
import { property, type IcsComponent, type IcsProperty } from "./components.js";
import { ruleStarts } from "./recurrence.js";
import { MOST_OCCURRENCES } from "./rule.js";
import { instantOf, readTime, type IcsZones } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { offsetAt, offsetPeriods } from "../zone.js";
import { MINUTE, YEAR } from "../lengths.js";

/**
 * The meaning of each TZID in a calendar, as a name that Temporal knows. In this order: an IANA name, alone or at the
 * end of a path ("/mozilla.org/20050126_1/Europe/Paris"); a Windows name ("Eastern Standard Time"); the IANA zone that
 * changes its offset as the calendar's own VTIMEZONE says, in a year around [from, to). A TZID that none of this
 * explains is refused: events read in a wrong zone would leave busy time free.
 */
export function zonesOf(calendar: IcsComponent, timeZone: string, from: number, to: number): IcsZones {
  const known = new Map<string, string>();
  return {
    floating: timeZone,
    resolve(tzid, line) {
      const zone =
        known.get(tzid) ??
        ianaName(tzid) ??
        windowsOffset(tzid) ??
        windowsZone(tzid) ??
        zoneOfRules(calendar, tzid, from - YEAR, to + YEAR);
      if (zone === undefined) {
        throw new InvalidCalendar(`TZID "${tzid}" is not a known time zone, and no VTIMEZONE explains it`, line);
      }
      known.set(tzid, zone);
      return zone;
    },
  };
}

function ianaName(tzid: string): string | undefined {
  const segments = tzid.trim().split("/");
  for (let i = 0; i < segments.length; i += 1) {
    const name = segments.slice(i).join("/");
    const spelled = [
      name,
      name.replace(/(^|[/_-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase()),
    ];
    const zone = spelled.find(isTimeZone);
    if (zone !== undefined && (i === 0 || zone.includes("/"))) return zone;
  }
  return /^tzone:\/\/microsoft\/utc$/i.test(tzid) ? "UTC" : undefined;
}

/**
 * Windows names zones that are a mere offset "UTC-09" and "UTC+12". node-ical does not know them as zones, and IANA's
 * names for them have the opposite sign.
 */
function windowsOffset(tzid: string): string | undefined {
  const [, sign, hours] = /^UTC([+-])(0\d|1[0-4])$/i.exec(tzid.trim()) ?? [];
  return sign === undefined ? undefined : `${sign}${hours}:00`;
}

/** node-ical knows the Windows names. The zone of a time that it reads shows what a name means. */
function windowsZone(tzid: string): string | undefined {
  // It reads these two in the zone of this process.
  if (/^(tzone:|customized time zone)/i.test(tzid) || !/^[^":;]+$|^\((?:UTC|GMT)[^"]*$/.test(tzid)) return undefined;
  const text = [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:zone",
    `DTSTART;TZID="${tzid}":20270101T000000`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  const event = ical.sync.parseICS(text.join("\r\n"))["zone"] as { start?: { tz?: unknown } } | undefined;
  const name = event?.start?.tz;
  return typeof name === "string" && isTimeZone(name) ? name : undefined;
}

interface Onset {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The zone that behaves in [from, to) like the VTIMEZONE of that TZID: an IANA zone, or an offset if nothing changes.
 */
function zoneOfRules(calendar: IcsComponent, tzid: string, from: number, to: number): string | undefined {
  const rules = calendar.components.find((c) => c.name === "VTIMEZONE" && property(c, "TZID")?.value.trim() === tzid);
  if (rules === undefined) return undefined;
  const onsets = rules.components.flatMap((observance) => onsetsOf(observance, to)).sort((a, b) => a.at - b.at);
  const changes = onsets.filter(({ at, before, after }) => from <= at && before !== after);
  const offset = onsets.findLast(({ at }) => at < from)?.after ?? onsets[0]?.before;
  if (changes.length === 0) return offset === undefined ? undefined : offsetName(offset);
  return Intl.supportedValuesOf("timeZone").find((zone) => isTimeZone(zone) && changesLike(zone, changes, from, to));
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
  const zones: IcsZones = { floating: offsetName(before), resolve: () => offsetName(before) };
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

function changesLike(zone: string, changes: readonly Onset[], from: number, to: number): boolean {
  const middle = changes[0]!;
  const near = offsetPeriods(zone, middle.at, middle.at);
  if (offsetAt(near, middle.at - 1) !== middle.before || offsetAt(near, middle.at) !== middle.after) return false;
  const periods = offsetPeriods(zone, from, to).filter(({ start }) => from <= start && start < to);
  return (
    periods.length === changes.length &&
    periods.every(({ start, offset }, i) => start === changes[i]!.at && offset === changes[i]!.after)
  );
}

function readOffset(offset: IcsProperty): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(offset.value.trim()) ?? [];
  if (sign === undefined)
    throw new InvalidCalendar(`${offset.name} is "${offset.value}"; it must be an offset like -0500`, offset.line);
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0);
  return (sign === "-" ? -size : size) * 1000;
}

/** An offset as Temporal names it, to the minute. */
function offsetName(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
