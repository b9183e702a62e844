import type { CalendarEvent, CalendarPerson } from "../core/ics/writer-event.js";
import { writeCalendar } from "../core/ics/writer.js";
import { calendarPlace } from "../places/calendar-place.js";
import { languageOf } from "./catalogs/catalogs.js";
import { inOneLine, type InstanceContent, type Letter } from "./letter.js";

/** A message between calendars (RFC 5546), to be sent by e-mail (RFC 6047). */
export interface CalendarMessage {
  readonly method: "REQUEST" | "CANCEL";
  readonly text: string;
}

/** Whom calendars answer. */
export interface Organizer {
  readonly address: string;
  /** Whether anybody reads the answers. */
  readonly isRead: boolean;
}

/**
 * What a letter tells its reader's calendar, if it changes anything there. Everybody is listed as having accepted: the
 * session is agreed. Answers go to the organizer: an address of the reader's own if they are read, or else the organizer's. It
 * is stamped with the letter's time, so the same letter has the same text.
 */
export function calendarMessageOf(letter: Letter, organizer: Organizer): CalendarMessage | null {
  const { kind } = letter.email;
  if (kind === "SESSION_REMINDER" || kind === "SEAT_OFFERED" || kind === "DECLINE_REFUSED") return null;
  const method = kind === "SESSION_CANCELLED" || kind === "SERIES_CANCELLED" ? "CANCEL" : "REQUEST";
  const events = method === "REQUEST" ? [...seriesEvents(letter, organizer)] : [];
  if (events.length === 0) events.push(eventOf(letter, organizer, method));
  return { method, text: writeCalendar({ method, events }) };
}

/** The event that recurs, and the sessions that differ from it. */
function* seriesEvents(letter: Letter, organizer: Organizer): Generator<CalendarEvent> {
  const { recurrence } = letter;
  if (!recurrence) return;
  const { startsAt, endsAt, rule, without, content, apart } = recurrence;
  const last = recurrence.ahead.at(-1)?.endsAt.getTime() ?? endsAt;
  const showing = ({ kind, ...shown }: InstanceContent) =>
    eventOf({ ...letter, ...shown, session: { ...letter.session, kind } }, organizer, "REQUEST");
  yield { ...showing(content), startsAt, endsAt, recurrence: { rule, without, until: last } };
  for (const { originalStart, startsAt, endsAt, ...differing } of apart)
    yield { ...showing(differing), startsAt, endsAt, recurrenceId: originalStart };
}

function eventOf(letter: Letter, organizer: Organizer, method: CalendarMessage["method"]): CalendarEvent {
  const { email, reader, firm, session, title, place, takesPlace, uid, recurrenceId } = letter;
  const { sequence, startsAt, endsAt, createdAt } = email;
  return {
    uid,
    sequence,
    recurrenceId,
    stampedAt: createdAt.getTime(),
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
    timeZone: session.timeZone,
    summary: [inOneLine(title), languageOf(reader.locale).catalog.sessionKinds[session.kind]]
      .filter(Boolean)
      .join(" · "),
    // Without a status, only this reader is removed (RFC 5546, 3.2.5).
    status: method === "CANCEL" ? (takesPlace ? undefined : "CANCELLED") : "CONFIRMED",
    ...calendarPlace(place ?? undefined),
    organizer: { name: inOneLine(firm), email: organizer.address },
    attendees: attendeesOf(letter).map((person, index) => {
      const isAsked = index === 0 && organizer.isRead && method === "REQUEST";
      return { ...person, participation: "ACCEPTED", isAsked };
    }),
  };
}

/** The reader and the session's coaches, each once. Participants do not learn each other's addresses. */
function attendeesOf({ reader, coaches }: Letter): readonly CalendarPerson[] {
  const others = coaches.filter(({ email }) => email.toLowerCase() !== reader.email.toLowerCase());
  return [reader, ...others].map(({ name, email }) => ({ name: inOneLine(name), email }));
}
