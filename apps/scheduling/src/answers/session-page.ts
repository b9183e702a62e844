import { inOneLine } from "../mail/letter.js";
import { takesPlace } from "../mail/news.js";
import { headingOf } from "../mail/wording.js";
import { spanText } from "../mail/when.js";
import type { SessionVisit } from "./visit.js";
import { detailList, paragraph, type WebPage } from "./web-page.js";

/** A page about a session: what it is, and then what the step says. */
export function sessionPage(visit: SessionVisit, parts: readonly string[]): WebPage {
  const { facts, language, person, part } = visit;
  const { session, title } = facts;
  const { catalog, locale } = language;
  const coaches = facts.people.filter((each) => each.part === "COACH");
  const participants =
    part === "COACH" ? facts.people.filter((each) => each.part === "PARTICIPANT").map(({ name }) => name) : [];
  const names = (all: readonly string[]) => new Intl.ListFormat(locale).format(all.map(inOneLine));
  const { labels } = catalog;
  const details: readonly (readonly [string, string | null | undefined])[] = [
    [labels.kind, [inOneLine(title), catalog.sessionKinds[session.kind]].filter(Boolean).join(" · ")],
    [labels.when, spanText(session, locale, person.timeZone)],
    [labels.where, session.place && inOneLine(session.place)],
    [labels.coaches(coaches.length), names(coaches.map(({ name }) => name))],
    [labels.participants(participants.length), names(participants)],
  ];
  return {
    title: headingOf({ email: session, reader: person, part, title, coaches, participants }, language),
    language: catalog.language,
    parts: [detailList(details.flatMap(([label, value]) => (value ? [[label, value] as const] : []))), ...parts],
  };
}

/** A page that says what was done. It shows no more of the session than the visitor was told before. */
export function donePage({ facts, language, person }: SessionVisit, says: (title: string) => string): WebPage {
  const { catalog, locale } = language;
  return {
    title: says(inOneLine(facts.title)),
    language: catalog.language,
    parts: [
      detailList([[catalog.labels.when, spanText(facts.session, locale, person.timeZone)]]),
      paragraph(catalog.pages.emailFollows),
    ],
  };
}

/** Whether a session is booked and has not begun. */
export function isAhead({ facts: { session }, now }: SessionVisit): boolean {
  return session.status === "CONFIRMED" && session.startsAt.getTime() > now;
}

/** Whether it can still be looked at. */
export function isNotOver({ facts: { session }, now }: SessionVisit): boolean {
  return takesPlace(session.status) && session.endsAt.getTime() > now;
}
