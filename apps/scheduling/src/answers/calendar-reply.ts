import PostalMime from "postal-mime";
import { CalendarWarnings } from "../core/ics/warnings.js";
import { parseCalendars } from "../core/ics/calendar-parser.js";
import { type IcsComponent, property, word } from "../core/ics/components.js";
import { InvalidCalendar } from "../core/ics/invalid-calendar.js";
import { mailbox } from "../core/ics/mailbox.js";
import { unescaped } from "../core/ics/properties.js";
import { instantOf, readTime } from "../core/ics/time.js";
import { Unreadable } from "../core/ics/unreadable.js";
import { zonesOf } from "../core/ics/zone.js";
import { YEAR } from "../core/lengths.js";

/** What a calendar answers to one invitation (RFC 5546, 3.2.3). */
export interface CalendarAnswer {
  readonly uid: string;
  /** The version that was answered. */
  readonly sequence: number;
  /** Which session of a series, by its original start in epoch milliseconds. */
  readonly recurrenceId: number | undefined;
  /** Whether all later ones of the series are meant too. */
  readonly andLater: boolean;
  /** Who answers what, by address in lower case. */
  readonly answers: readonly { readonly address: string; readonly status: string }[];
}

export interface CalendarReply {
  /** The addresses that it was sent to, in lower case. */
  readonly addresses: readonly string[];
  readonly answers: readonly CalendarAnswer[];
}

/** Answers and addresses that are looked at. A reply has one of each. */
const MOST = 20;
/** The maximum length of a reply's calendar in bytes. */
const LONGEST = 100_000;
/** The maximum length of an address (RFC 5321, 4.5.3.1). */
const LONGEST_ADDRESS = 320;

/** Headers in which programs on the way leave the address. */
const RECIPIENTS = new Set([
  "to",
  "cc",
  "delivered-to",
  "x-original-to",
  "x-forwarded-to",
  "envelope-to",
  "x-envelope-to",
]);

/**
 * The answer of a calendar in a letter. Undefined if it has none: it is a bounce, an answer by a program that answers
 * everything, or something that a person wrote. `now` is in epoch milliseconds.
 */
export async function calendarReply(raw: Buffer, now: number): Promise<CalendarReply | undefined> {
  // What a letter passes on is not its own answer.
  const letter = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer", maxRfc822NestingDepth: 0 }).catch(
    () => undefined,
  );
  if (!letter) return undefined;
  const header = (name: string) =>
    letter.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase() ?? "";
  // Calendars call their answers "auto-generated"; "auto-replied" answers whatever comes.
  if (header("auto-submitted").startsWith("auto-replied") || header("content-type").startsWith("multipart/report"))
    return undefined;
  for (const { mimeType, content } of letter.attachments) {
    if (!/^(text\/calendar|application\/ics)$/i.test(mimeType)) continue;
    const answers = answersIn(bytesOf(content), now);
    if (answers === undefined) continue;
    const headers = letter.headers.filter(({ key }) => RECIPIENTS.has(key)).flatMap(({ value }) => addressesIn(value));
    const addresses = [...new Set([...headers, ...answers.organizers])].slice(0, MOST);
    return { addresses, answers: answers.given.slice(0, MOST) };
  }
  return undefined;
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** What could be addresses. One pass over the header, whose length strangers decide. */
function addressesIn(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[\s<>,;:"()]+/)
    .filter((word) => word.length <= LONGEST_ADDRESS && word.includes("@"));
}

function answersIn(
  text: Uint8Array,
  now: number,
): { readonly organizers: readonly string[]; readonly given: readonly CalendarAnswer[] } | undefined {
  if (text.length > LONGEST) return undefined;
  const calendars = readCalendars(text).filter((calendar) => word(calendar, "METHOD") === "REPLY");
  if (calendars.length === 0) return undefined;
  const events = calendars.flatMap((calendar) =>
    calendar.components.filter(({ name }) => name === "VEVENT").map((event) => ({ calendar, event })),
  );
  const organizers = events.flatMap(({ event }) => property(event, "ORGANIZER")?.value ?? []).map(mailbox);
  return { organizers, given: events.flatMap(({ calendar, event }) => answerIn(event, calendar, now) ?? []) };
}

function readCalendars(text: Uint8Array): readonly IcsComponent[] {
  try {
    return parseCalendars(text, () => true, new CalendarWarnings());
  } catch (error) {
    if (error instanceof InvalidCalendar) return [];
    throw error;
  }
}

function answerIn(event: IcsComponent, calendar: IcsComponent, now: number): CalendarAnswer | undefined {
  const uid = unescaped(property(event, "UID")?.value ?? "").trim();
  const sequence = Number(word(event, "SEQUENCE") ?? 0);
  if (uid === "" || !Number.isInteger(sequence)) return undefined;
  const answers = event.properties
    .filter(({ name }) => name === "ATTENDEE")
    .map(({ value, parameters }) => ({
      address: mailbox(value),
      status: parameters.get("PARTSTAT")?.toUpperCase() ?? "",
    }));
  const instance = property(event, "RECURRENCE-ID");
  if (!instance) return { uid, sequence, recurrenceId: undefined, andLater: false, answers };
  try {
    const recurrenceId = instantOf(readTime(instance, zonesOf(calendar, "UTC", now + 10 * YEAR)));
    const andLater = instance.parameters.get("RANGE")?.toUpperCase() === "THISANDFUTURE";
    return { uid, sequence, recurrenceId, andLater, answers };
  } catch (error) {
    // Which session is meant cannot be known, and it is not all of them.
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
