import { dateIn } from "@coachwork/platform";
import { type Language, languageOf } from "./catalogs/catalogs.js";
import { inOneLine, type Letter } from "./letter.js";
import type { Block, Link, Page } from "./page.js";
import type { Withdrawal } from "./session-steps.js";
import { daysBetween, dayText, instantText, lengthText, shortText, spanText, type TimeSpan, timeText } from "./when.js";

/** What a letter says to its reader, in their language and time zone. */
export interface Wording {
  readonly subject: string;
  readonly page: Page;
}

/** How a letter is about to be sent. */
export interface Posting {
  /** Where the reader can go from there. */
  readonly links: readonly Link[];
  /** Where the reader's calendar sends its answers, if they are read. */
  readonly replyAddress?: string | undefined;
}

export function wordingOf(letter: Letter, posting: Posting): Wording {
  const { email, reader, firm } = letter;
  const language = languageOf(reader.locale);
  const { catalog, locale } = language;
  const paragraphs = (...texts: (string | undefined)[]): Block[] =>
    texts.flatMap((text) => (text === undefined ? [] : [{ text }]));
  const list = datesOf(letter, language);
  return {
    subject: catalog.subjects[email.kind](inOneLine(letter.title), shortText(email.startsAt, locale, reader.timeZone)),
    page: {
      heading: headingOf(letter, language),
      blocks: [
        ...paragraphs(catalog.greeting(inOneLine(reader.name)), openingOf(letter, language)),
        { details: detailsOf(letter, language) },
        ...(list.length > 0 ? [{ list }] : []),
        ...paragraphs(...closingsOf(letter, posting, language)),
        ...(posting.links.length > 0 ? [{ links: posting.links }] : []),
      ],
      from: inOneLine(firm),
      language: catalog.language,
    },
  };
}

/** How many people a heading names. */
const MOST_NAMED = 3;

/** What a heading is made from. */
export interface Headed extends Pick<Letter, "part" | "title" | "coaches" | "participants"> {
  readonly email: TimeSpan;
  readonly reader: Pick<Letter["reader"], "timeZone">;
}

/** Whom the reader meets, and when. Without anybody to name, what it is. */
export function headingOf(
  { email, reader, part, title, coaches, participants }: Headed,
  { catalog, locale }: Language,
): string {
  const names = part === "COACH" ? participants : coaches.map(({ name }) => name);
  const who =
    names.length > MOST_NAMED
      ? catalog.people(names.length)
      : new Intl.ListFormat(locale).format(names.map(inOneLine)) || inOneLine(title);
  return `${who} · ${spanText(email, locale, reader.timeZone)}`;
}

function openingOf(letter: Letter, { catalog, locale }: Language): string {
  const { email, reader, firm, takesPlace, cancelledBy, part } = letter;
  const { kind, startsAt, expiresAt, createdAt } = email;
  const title = inOneLine(letter.title);
  const zone = reader.timeZone;
  const isFarewell = kind === "SESSION_CANCELLED" || kind === "SERIES_CANCELLED";
  if (isFarewell && takesPlace) return catalog.withoutYou(title);
  switch (kind) {
    case "SESSION_CANCELLED":
      return catalog.calledOff[part === "COACH" || part === "SPONSOR" ? "toCoaches" : "toParticipants"][
        cancelledBy ?? "FIRM"
      ](title, inOneLine(firm));
    case "SESSION_REMINDER": {
      const day = dayText(dateIn(zone, startsAt.getTime()), locale);
      return catalog.starts(title, daysBetween(createdAt, startsAt, zone), day, timeText(startsAt, locale, zone));
    }
    case "DECLINE_REFUSED": {
      const { reason, until } = letter.refusal!;
      const told = until === null ? undefined : instantText(until, locale, zone);
      return [catalog.declineRefused.opening(title), catalog.declineRefused[reason](told)].join(" ");
    }
    case "SEAT_OFFERED":
      return catalog.seatIsFree(title, instantText(expiresAt, locale, zone));
    default:
      return (seatNews(letter, catalog) ?? catalog.openings[kind])(title);
  }
}

/** What is new about the seats of a session, if that is the news. */
function seatNews({ email: { kind }, part, hasSeats, changes }: Letter, catalog: Language["catalog"]) {
  if (!hasSeats) return undefined;
  if (kind === "SESSION_BOOKED" && part === "PARTICIPANT") return catalog.pages.accepted;
  if (kind !== "SESSION_CHANGED" || changes.formerCoaches.length > 0) return undefined;
  const [joined, left] = [changes.joined.length > 0, changes.left.length > 0];
  if (joined) return left ? undefined : catalog.seatTaken;
  return left ? catalog.seatLeft : undefined;
}

function detailsOf(letter: Letter, { catalog, locale }: Language): (readonly [string, string])[] {
  const { email, reader, session, place, coaches, participants, formerly, changes, reason, recurrence } = letter;
  const { labels } = catalog;
  const when = (span: TimeSpan) => spanText(span, locale, reader.timeZone);
  const names = (people: readonly string[]) => new Intl.ListFormat(locale).format(people.map(inOneLine));
  const isAboutSeries = recurrence !== undefined && letter.sessionId === null;
  const details: readonly (readonly [label: string, value: string | undefined | null | false])[] = [
    [labels.kind, catalog.sessionKinds[session.kind]],
    [labels.when, isAboutSeries ? undefined : when(email)],
    [labels.gaps, isAboutSeries && gapsText(letter, { catalog, locale })],
    [labels.formerly, formerly && when(formerly)],
    [labels.where, place && inOneLine(place)],
    [labels.coaches(coaches.length), names(coaches.map(({ name }) => name))],
    [labels.formerCoaches, names(changes.formerCoaches)],
    [labels.participants(participants.length), names(participants)],
    [labels.joined, names(changes.joined)],
    [labels.left, names(changes.left)],
    [labels.reason, reason && inOneLine(reason)],
  ];
  return details.flatMap(([label, value]) => (value ? [[label, value] as const] : []));
}

/** How many sessions of a series a letter lists. */
const MOST_LISTED = 12;

/** The next sessions of a series, a line each, with those who take part in some of them only. */
function datesOf({ recurrence, reader, email, sessionId }: Letter, { catalog, locale }: Language): string[] {
  if (!recurrence || sessionId !== null || email.kind === "SERIES_CANCELLED") return [];
  const { ahead, isEndless } = recurrence;
  const listed = ahead.slice(0, MOST_LISTED).map(({ participants, ...span }) => {
    const names = new Intl.ListFormat(locale).format(participants.map(inOneLine));
    return [spanText(span, locale, reader.timeZone), names].filter(Boolean).join(" · ");
  });
  const left = ahead.length - listed.length;
  if (isEndless) listed.push(catalog.andSoOn);
  else if (left > 0) listed.push(catalog.moreSessions(left));
  return listed;
}

/** The dates of a series on which there is no session, and why. */
function gapsText({ recurrence, reader }: Letter, { catalog, locale }: Language): string {
  const { gaps } = recurrence!;
  const told = gaps.slice(0, MOST_LISTED).map(({ startsAt, isHoliday }) => {
    const day = dayText(dateIn(reader.timeZone, startsAt.getTime()), locale);
    return `${day} (${isHoliday ? catalog.holiday : catalog.notPossible})`;
  });
  const left = gaps.length - told.length;
  return [...told, ...(left > 0 ? [catalog.moreSessions(left)] : [])].join("; ");
}

/** Until when a participant can cancel free of charge: the session, or each of a series. */
function freeText({ email, reader, freeUntil, freeMinutes, sessionId }: Letter, { catalog, locale }: Language) {
  if (freeUntil === null) return undefined;
  const until = freeUntil > email.createdAt ? instantText(freeUntil, locale, reader.timeZone) : undefined;
  if (sessionId !== null) return until && catalog.freeUntil(until);
  return catalog.eachFreeUntil(freeMinutes ? lengthText(freeMinutes, locale) : undefined, until);
}

function closingsOf(letter: Letter, { replyAddress }: Posting, language: Language): (string | undefined)[] {
  const { email, steps } = letter;
  const { catalog } = language;
  const free = freeText(letter, language);
  switch (email.kind) {
    case "SESSION_CANCELLED":
    case "SERIES_CANCELLED":
      return [catalog.calendarRemoves];
    case "SEAT_OFFERED":
    case "DECLINE_REFUSED":
      return [];
    case "SESSION_REMINDER":
      return [free];
    default:
      return [free, catalog.calendarAttached, decliningText(steps.withdrawal, replyAddress !== undefined, catalog)];
  }
}

/** How to stay away: by the link, and what declining in a calendar does. */
function decliningText(way: Withdrawal | null, isRead: boolean, catalog: Language["catalog"]): string {
  if (way === null) return `${catalog.decliningDoesNotCancel} ${catalog.askOtherSide}`;
  return [catalog.withdrawing[way], isRead ? catalog.declining[way] : catalog.decliningDoesNotCancel].join(" ");
}
