import type { Email, Person, Session } from "@coachwork/schema";
import { type Language, languageOf } from "./catalogs/catalogs.js";
import { instantText, shortText, spanText, type TimeSpan } from "./when.js";

/** What an e-mail about a session contains: no more than its reader may know. */
export interface Letter {
  readonly email: Pick<Email, "kind" | "sequence" | "startsAt" | "endsAt" | "expiresAt" | "createdAt"> & {
    readonly messageId: string;
  };
  readonly reader: Pick<Person, "name" | "email" | "locale" | "timeZone">;
  /** The firm's name. */
  readonly firm: string;
  readonly session: Pick<Session, "id" | "kind" | "timeZone">;
  /** The engagement's. */
  readonly title: string;
  /** Where the session takes place. Null if nobody said, and in a letter to somebody who no longer belongs to it. */
  readonly place: string | null;
  /** The session's coaches. None in a letter to somebody who no longer belongs to it. */
  readonly coaches: readonly Pick<Person, "name" | "email">[];
  /** Names of the session's participants, in a letter to its coaches. */
  readonly participants: readonly string[];
  /** The time that the reader was told before. */
  readonly formerly: TimeSpan | null;
  /** Who else changed since the reader was last told, by name. */
  readonly changes: PeopleChanges;
  /** Whether the session takes place, perhaps without the reader. */
  readonly takesPlace: boolean;
  /** Why it was cancelled, if somebody gave a reason. */
  readonly reason: string | null;
}

/** How a session's people differ from those whom a reader was told of before. */
export interface PeopleChanges {
  /** The coaches until now, if they are others. */
  readonly formerCoaches: readonly string[];
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** The text for a reader, in their language and time zone. */
export interface Wording {
  readonly subject: string;
  readonly text: string;
}

export function wordingOf(letter: Letter): Wording {
  const { email, reader, firm } = letter;
  const { kind } = email;
  const language = languageOf(reader.locale);
  const { catalog, locale } = language;
  const title = inOneLine(letter.title);
  const opening =
    kind === "SESSION_CANCELLED" && letter.takesPlace ? catalog.withoutYou(title) : catalog.openings[kind](title);
  const paragraphs = [
    catalog.greeting(inOneLine(reader.name)),
    opening,
    detailsOf(letter, language).join("\n"),
    closingOf(letter, language),
    inOneLine(firm),
  ];
  return {
    subject: catalog.subjects[kind](title, shortText(email.startsAt, locale, reader.timeZone)),
    text: `${paragraphs.filter((paragraph) => paragraph !== undefined).join("\n\n")}\n`,
  };
}

function detailsOf(letter: Letter, { catalog, locale }: Language): string[] {
  const { email, reader, session, place, coaches, participants, formerly, changes, reason } = letter;
  const { labels } = catalog;
  const when = (span: TimeSpan) => spanText(span, locale, reader.timeZone);
  const names = (people: readonly string[]) => new Intl.ListFormat(locale).format(people.map(inOneLine));
  const details: readonly (readonly [label: string, value: string | undefined | null])[] = [
    [labels.kind, catalog.sessionKinds[session.kind]],
    [labels.when, when(email)],
    [labels.formerly, formerly && when(formerly)],
    [labels.where, place && inOneLine(place)],
    [labels.coaches(coaches.length), names(coaches.map(({ name }) => name))],
    [labels.formerCoaches, names(changes.formerCoaches)],
    [labels.participants(participants.length), names(participants)],
    [labels.joined, names(changes.joined)],
    [labels.left, names(changes.left)],
    [labels.reason, reason && inOneLine(reason)],
  ];
  return details.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
}

function closingOf({ email, reader }: Letter, { catalog, locale }: Language): string | undefined {
  switch (email.kind) {
    case "SESSION_BOOKED":
    case "SESSION_RESCHEDULED":
    case "SESSION_CHANGED":
      return catalog.calendarAttached;
    case "SESSION_CANCELLED":
      return catalog.calendarRemoves;
    case "SEAT_OFFERED":
      return catalog.offerHoldsUntil(instantText(email.expiresAt, locale, reader.timeZone));
    case "SESSION_REMINDER":
      return undefined;
  }
}

/** A text in one line without control characters, so that it can neither imitate another line nor end a header. */
export function inOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}
