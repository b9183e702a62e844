import { sessionUid } from "../calendars/session-uid.js";
import type { CalendarEvent, CalendarPerson } from "../core/ics/writer-event.js";
import { writeCalendar } from "../core/ics/writer.js";
import { calendarPlace } from "../places/calendar-place.js";
import { languageOf } from "./catalogs/catalogs.js";
import { inOneLine, type Letter } from "./letter.js";

/** A message between calendars (RFC 5546), to be sent by e-mail (RFC 6047). */
export interface CalendarMessage {
  readonly method: "REQUEST" | "CANCEL";
  readonly text: string;
}

/**
 * What a letter tells its reader's calendar, if it changes anything there. Everybody is listed as having accepted: the
 * session is agreed, and answers would go to an unread address. It is stamped with the letter's time, so the same
 * letter has the same text.
 */
export function calendarMessageOf(letter: Letter, sender: string): CalendarMessage | null {
  const { email, reader, firm, session, title, place, takesPlace } = letter;
  const { kind, sequence, startsAt, endsAt, createdAt } = email;
  if (kind === "SESSION_REMINDER" || kind === "SEAT_OFFERED") return null;
  const isCancelled = kind === "SESSION_CANCELLED";
  const event: CalendarEvent = {
    uid: sessionUid(session.id),
    sequence,
    stampedAt: createdAt.getTime(),
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
    timeZone: session.timeZone,
    summary: [inOneLine(title), languageOf(reader.locale).catalog.sessionKinds[session.kind]]
      .filter(Boolean)
      .join(" · "),
    ...calendarPlace(place ?? undefined),
    // Without a status, only this reader is removed (RFC 5546, 3.2.5).
    status: isCancelled ? (takesPlace ? undefined : "CANCELLED") : "CONFIRMED",
    organizer: { name: inOneLine(firm), email: sender },
    attendees: attendeesOf(letter).map((person) => ({ ...person, participation: "ACCEPTED" })),
  };
  const method = isCancelled ? "CANCEL" : "REQUEST";
  return { method, text: writeCalendar({ method, events: [event] }) };
}

/** The reader and the session's coaches, each once. Participants do not learn each other's addresses. */
function attendeesOf({ reader, coaches }: Letter): readonly CalendarPerson[] {
  const others = coaches.filter(({ email }) => email.toLowerCase() !== reader.email.toLowerCase());
  return [reader, ...others].map(({ name, email }) => ({ name: inOneLine(name), email }));
}
