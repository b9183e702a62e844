/** A person as a calendar names them. */
export interface CalendarPerson {
  readonly name: string;
  readonly email: string;
}

export interface CalendarAttendee extends CalendarPerson {
  /** Their answer (PARTSTAT). */
  readonly participation: "NEEDS-ACTION" | "ACCEPTED" | "DECLINED" | "TENTATIVE";
  /** Whether their calendar is asked to send an answer (RSVP). By default, if they have not answered. */
  readonly isAsked?: boolean;
}

/** A session as a calendar shows it (VEVENT; RFC 5545, 3.6.1). All instants are epoch milliseconds, read to the second. */
export interface CalendarEvent {
  /** The same for as long as the session lives, such as `session_0f3a@coachwork`. */
  readonly uid: string;
  /** Increased whenever the session changes. */
  readonly sequence: number;
  /** When this version was made (DTSTAMP). */
  readonly stampedAt: number;
  readonly startsAt: number;
  /** Later than `startsAt`. */
  readonly endsAt: number;
  /** An IANA name: the zone in which the times are shown. */
  readonly timeZone: string;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  /** None where it takes place without the reader. */
  readonly status: "CONFIRMED" | "TENTATIVE" | "CANCELLED" | undefined;
  readonly organizer?: CalendarPerson | undefined;
  readonly attendees?: readonly CalendarAttendee[] | undefined;
  /** If it recurs: the rule (RRULE), the starts in it that are left out (EXDATE), and the end of what a program may show. */
  readonly recurrence?:
    { readonly rule: string; readonly without: readonly number[]; readonly until: number } | undefined;
  /** The original start of an instance of the series with this UID. */
  readonly recurrenceId?: number | undefined;
  readonly lastModified?: number | undefined;
  /** Where to see the session: an http or https address. */
  readonly url?: string | undefined;
}

/** The year 9999. After it, a date has more digits than a calendar can hold. */
const FAR_AWAY = Date.UTC(9999, 0, 1);

/**
 * How a calendar is sent: REQUEST invites, CANCEL withdraws (RFC 5546), and PUBLISH or no method is for reading only.
 */
export type CalendarMethod = "PUBLISH" | "REQUEST" | "CANCEL";

/**
 * What would be wrong with a calendar's events if they were written.
 * @throws RangeError that names the event
 */
export function refuseEvents(events: readonly CalendarEvent[], method: CalendarMethod | undefined): void {
  const keys = new Set<string>();
  for (const event of events) {
    refuseEvent(event);
    if (method !== undefined) refuseInMessage(event, method);
    const key = `${event.uid} ${event.recurrenceId ?? ""}`;
    if (keys.has(key)) refuse(event, "is listed twice; each UID, or UID and RECURRENCE-ID, must occur once");
    keys.add(key);
    if ((method === "REQUEST" || method === "CANCEL") && event.uid !== events[0]!.uid)
      refuse(event, `is in one ${method} with ${events[0]!.uid}; each UID needs a message of its own`);
  }
}

function refuseEvent(event: CalendarEvent): void {
  const { uid, sequence, startsAt, endsAt, organizer, attendees = [] } = event;
  if (!/^[\w.@-]{1,255}$/.test(uid)) refuse(event, "has an unsuitable UID; it must be like session_0f3a@coachwork");
  if (!Number.isInteger(sequence) || sequence < 0) refuse(event, `has SEQUENCE ${sequence}; it must be 0, 1, 2 ...`);
  const { stampedAt, recurrenceId = 0, lastModified = 0 } = event;
  for (const time of [stampedAt, startsAt, endsAt, recurrenceId, lastModified])
    if (!(Math.abs(time) <= FAR_AWAY)) refuse(event, `has an invalid time: ${time}; it must be epoch milliseconds`);
  if (Math.floor(endsAt / 1000) <= Math.floor(startsAt / 1000))
    refuse(event, `ends at ${shown(endsAt)} and starts at ${shown(startsAt)}; its end must be later`);
  for (const { email } of organizer === undefined ? attendees : [organizer, ...attendees]) {
    if (!/^[^\s\p{C},;:<>"\\]+@[^\s\p{C},;:<>"\\@]+$/u.test(email))
      refuse(event, `has the address "${email}"; it must be like ada@example.com`);
  }
  if (event.url !== undefined && !/^https?:/.test(URL.parse(event.url)?.protocol ?? ""))
    refuse(event, `has the URL "${event.url}"; it must be an http or https address`);
}

/** RFC 5546, 3.2.1, 3.2.2 and 3.2.5: what a message of each method must and must not contain. */
function refuseInMessage(event: CalendarEvent, method: CalendarMethod): void {
  const { organizer, attendees = [], status } = event;
  if (organizer === undefined) refuse(event, `has no organizer; METHOD:${method} needs one`);
  if (method === "PUBLISH" && attendees.length > 0) refuse(event, "has attendees; METHOD:PUBLISH must have none");
  if (method === "REQUEST" && attendees.length === 0) refuse(event, "has no attendee; METHOD:REQUEST needs one");
  if (method === "REQUEST" && status === "CANCELLED") refuse(event, "is cancelled; that needs METHOD:CANCEL");
  if (method === "CANCEL" && status !== "CANCELLED" && status !== undefined)
    refuse(event, `is ${status}; METHOD:CANCEL needs CANCELLED, or no status for attendees who are removed`);
}

function refuse({ uid }: CalendarEvent, problem: string): never {
  throw new RangeError(`The event "${uid}" ${problem}.`);
}

function shown(instant: number): string {
  return new Date(instant).toISOString();
}
