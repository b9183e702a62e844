import ical from "node-ical";
import { property, type IcsComponent } from "./components.js";
import type { IcsZones } from "./time.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { clockOfRules } from "./vtimezone.js";
import { namedClock, type WallClock } from "./wall-clock.js";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { YEAR } from "../lengths.js";

/**
 * What each TZID of a calendar stands for. In this order: an IANA name, alone or at the end of a path
 * ("/mozilla.org/20050126_1/Europe/Paris"); a name of Windows ("Eastern Standard Time"); what the calendar's own VTIMEZONE
 * says. A TZID that none of this explains is refused: events read in a wrong zone would be free time that is none.
 * @param to up to when its times are of interest
 */
export function zonesOf(calendar: IcsComponent, timeZone: string, to: number): IcsZones {
  const known = new Map<string, WallClock>();
  return {
    floating: namedClock(timeZone),
    resolve(tzid, line) {
      const clock = known.get(tzid) ?? wellKnown(tzid) ?? ownClock(calendar, tzid, to + YEAR);
      if (clock === undefined) {
        throw new InvalidCalendar(`TZID "${tzid}" is no time zone that is known, and no VTIMEZONE explains it`, line);
      }
      known.set(tzid, clock);
      return clock;
    },
  };
}

function wellKnown(tzid: string): WallClock | undefined {
  const name = ianaName(tzid) ?? windowsOffset(tzid) ?? windowsZone(tzid);
  return name === undefined ? undefined : namedClock(name);
}

function ownClock(calendar: IcsComponent, tzid: string, to: number): WallClock | undefined {
  const rules = calendar.components.find((c) => c.name === "VTIMEZONE" && property(c, "TZID")?.value.trim() === tzid);
  return rules && clockOfRules(rules, to);
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

/** Windows calls zones that are a mere offset "UTC-09" and "UTC+12". node-ical takes them for no zones, and in IANA's names for them the sign is the other way round. */
function windowsOffset(tzid: string): string | undefined {
  const [, sign, hours] = /^UTC([+-])(0\d|1[0-4])$/i.exec(tzid.trim()) ?? [];
  return sign === undefined ? undefined : `${sign}${hours}:00`;
}

/** node-ical knows the names of Windows; it tells what one means by the zone of a time that it reads. */
function windowsZone(tzid: string): string | undefined {
  // These two it reads in the zone of this process.
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
