import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  escape,
  type ICalAttendeeData,
  type ICalEventData,
} from "ical-generator";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { Temporal } from "temporal-polyfill";
import {
  refuseEvents,
  type CalendarAttendee,
  type CalendarEvent,
  type CalendarMethod,
  type CalendarPerson,
} from "./writer-event.js";
import { timeZoneLines } from "./writer-zone.js";
import { endInstant, offsetAt, offsetPeriods, startInstant } from "../zone.js";

export interface CalendarToWrite {
  /** The calendar's name in programs. An invitation needs none. */
  readonly name?: string;
  /** None for a feed, which is not a message. */
  readonly method?: CalendarMethod;
  /** How often programs may read it again, in minutes (REFRESH-INTERVAL; RFC 7986, 5.7). Not for a message. */
  readonly refreshMinutes?: number;
  readonly events: readonly CalendarEvent[];
}

/**
 * An iCalendar (RFC 5545): a feed, or with METHOD a message to be sent by e-mail (RFC 5546). The same input gives the
 * same text, byte for byte, so the hash shows whether a feed has changed.
 *
 * ical-generator writes, escapes and folds the lines. Not left to it are
 * - VTIMEZONE, which it has no rules for;
 * - NAME, which it does not escape; URL, which it escapes although a URI is not a text; and the last line's end, which
 * it leaves off;
 * - times that a clock shows twice, unless the event recurs. The second cannot be expressed at all. For the first, which is meant (RFC 5545,
 * 3.3.5), ical.js reads the second. An event with either has its times in UTC, which nobody can misread.
 * @throws RangeError for an event that cannot be written; the message names it
 */
export function writeCalendar({ name, method, refreshMinutes, events }: CalendarToWrite): string {
  refuseEvents(events, method);
  const zones = zonesToWrite(events);
  const calendar = new ICalCalendar({
    prodId: "//Coachwork//Coachwork//EN",
    method: method === undefined ? null : ICalCalendarMethod[method],
    name: name === undefined ? null : escape(plain(name), false),
    ttl: refreshMinutes === undefined ? null : refreshMinutes * 60,
    timezone: {
      name: null,
      generator: (timeZone) =>
        timeZoneLines(timeZone, ...rangeOf(events.filter((event) => zones.get(event) === timeZone))).join("\r\n"),
    },
    events: events.map((event) => eventToWrite(event, zones.get(event)!)),
  });
  return `${calendar.toString()}\r\n`;
}

function eventToWrite(event: CalendarEvent, timezone: string): ICalEventData {
  const { organizer, description, location, recurrence, recurrenceId, lastModified, url } = event;
  return {
    id: event.uid,
    sequence: event.sequence,
    stamp: new Date(event.stampedAt),
    timezone,
    start: instant(event.startsAt),
    end: instant(event.endsAt),
    summary: plain(event.summary),
    status: event.status === undefined ? null : ICalEventStatus[event.status],
    // Many programs show a cancelled event as any other, and as busy.
    transparency: event.status === "CANCELLED" ? ICalEventTransparency.TRANSPARENT : null,
    description: description === undefined ? null : plain(description),
    location: location === undefined ? null : plain(location),
    organizer: organizer === undefined ? null : { name: nameOf(organizer), email: organizer.email },
    attendees: event.attendees?.map(attendeeToWrite) ?? [],
    repeating: recurrence === undefined ? null : recurrenceText(recurrence, timezone),
    recurrenceId: recurrenceId === undefined ? null : instant(recurrenceId),
    lastModified: lastModified === undefined ? null : new Date(lastModified),
    url: url === undefined ? null : new URL(url).href.replace(/[,;\\]/g, (mark) => `%${hex(mark)}`),
  };
}

const STATUS_OF = {
  "NEEDS-ACTION": ICalAttendeeStatus.NEEDSACTION,
  ACCEPTED: ICalAttendeeStatus.ACCEPTED,
  DECLINED: ICalAttendeeStatus.DECLINED,
  TENTATIVE: ICalAttendeeStatus.TENTATIVE,
};

function attendeeToWrite(attendee: CalendarAttendee): ICalAttendeeData {
  const { email, participation, isAsked = participation === "NEEDS-ACTION" } = attendee;
  return {
    name: nameOf(attendee),
    email,
    role: ICalAttendeeRole.REQ,
    status: STATUS_OF[participation],
    rsvp: isAsked,
  };
}

/** A rule counts on its zone's clock, so the starts that are left out are written on that clock too. */
function recurrenceText({ rule, without }: NonNullable<CalendarEvent["recurrence"]>, timeZone: string): string {
  const wall = (time: number) =>
    Temporal.Instant.fromEpochMilliseconds(time)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: "second" })
      .replace(/[-:]/g, "");
  const zone = timeZone === "UTC" ? "" : `;TZID=${timeZone}`;
  const mark = timeZone === "UTC" ? "Z" : "";
  return [`RRULE:${rule}`, ...without.map((time) => `EXDATE${zone}:${wall(time)}${mark}`)].join("\r\n");
}

function instant(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

/** Each event's zone, if its clock shows each of the event's times once; otherwise UTC. */
function zonesToWrite(events: readonly CalendarEvent[]): Map<CalendarEvent, string> {
  const zones = new Map<CalendarEvent, string>();
  for (const [timeZone, group] of Map.groupBy(events, (event) => event.timeZone)) {
    if (!isTimeZone(timeZone)) {
      const { uid } = group[0]!;
      throw new RangeError(
        `The event "${uid}" has the zone "${timeZone}"; it must be an IANA name like Europe/London.`,
      );
    }
    const periods = offsetPeriods(timeZone, ...rangeOf(group));
    const isShownOnce = (time: number): boolean => {
      const wall = time + offsetAt(periods, time);
      return startInstant(periods, wall) === endInstant(periods, wall);
    };
    for (const event of group)
      zones.set(event, event.recurrence || timesOf(event).every(isShownOnce) ? timeZone : "UTC");
  }
  return zones;
}

/** The earliest and the latest time of the events, of which there must be at least one. */
function rangeOf(events: readonly CalendarEvent[]): [from: number, to: number] {
  const times = events.flatMap(timesOf);
  return [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
}

function timesOf({ startsAt, endsAt, recurrence, recurrenceId = startsAt }: CalendarEvent): number[] {
  return [startsAt, endsAt, recurrenceId, ...(recurrence ? [recurrence.until, ...recurrence.without] : [])];
}

/**
 * A text without what iCalendar cannot hold: halves of characters, and control characters except line ends and tabs.
 */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

/** A name as a parameter can hold it. Quotes could be escaped (RFC 6868), but many programs show the escape. */
function nameOf({ name, email }: CalendarPerson): string {
  return plain(name).replace(/\s+/g, " ").trim().replaceAll('"', "'") || email;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
