import ical from "node-ical";
import { property, type IcsComponent } from "./components.js";
import type { IcsZones } from "./time.js";
import { unescaped } from "./properties.js";
import { Unreadable, unlessUnreadable } from "./unreadable.js";
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
  const known = new Map<string, WallClock | Unreadable>();
  const find = (tzid: string, line: number): WallClock | Unreadable => {
    try {
      const clock = wellKnown(tzid) ?? ownClock(calendar, tzid, to + YEAR);
      return clock ?? new Unreadable("TZID is no time zone that is known, and no VTIMEZONE explains it", line);
    } catch (error) {
      if (error instanceof Unreadable) return error;
      throw error;
    }
  };
  const resolve = (written: string, line: number): WallClock => {
    const tzid = unescaped(written).trim();
    const clock = known.get(tzid) ?? find(tzid, line);
    known.set(tzid, clock);
    if (clock instanceof Unreadable) throw new Unreadable(clock.problem, line);
    return clock;
  };
  return { floating: floatingClock(calendar, resolve) ?? namedClock(timeZone), resolve };
}

/** The zone that the calendar is in as a whole, if it says so: others than RFC 5545 thought of floating times and whole days as of that. */
function floatingClock(calendar: IcsComponent, resolve: IcsZones["resolve"]): WallClock | undefined {
  const said = property(calendar, "X-WR-TIMEZONE");
  return said && unlessUnreadable([], () => resolve(said.value, said.line));
}

function wellKnown(tzid: string): WallClock | undefined {
  const name = ianaName(tzid) ?? windowsOffset(tzid) ?? windowsZone(tzid);
  return name === undefined ? undefined : namedClock(name);
}

function ownClock(calendar: IcsComponent, tzid: string, to: number): WallClock | undefined {
  const rules = calendar.components.find(
    (component) =>
      component.name === "VTIMEZONE" && unescaped(property(component, "TZID")?.value ?? "").trim() === tzid,
  );
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
