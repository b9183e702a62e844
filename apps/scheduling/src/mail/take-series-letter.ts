import type { Transaction } from "@coachwork/platform";
import type { Email, Person, Shown } from "@coachwork/schema";
import { seriesUid } from "../calendars/session-uid.js";
import { differences, firstOf, instancesOf, type Recurrence } from "../core/recurrence.js";
import { YEAR } from "../core/lengths.js";
import { readSeriesRule } from "../core/series-rule.js";
import { beginLetter, type Taking } from "./begin-letter.js";
import type { InstanceContent, Letter, LetterRecurrence } from "./letter.js";
import { takesPlace } from "./news.js";
import { type SeriesFacts, seriesFacts, seriesShownTo } from "./series-facts.js";
import { gapsOf } from "./series-gaps.js";
import { changesSince, letterOf, noTerms, otherSide, termsOf } from "./take-letter.js";
import { emailsAboutSeries } from "./written-emails.js";

/** Like `takeLetter`, for an e-mail about a series that calendars know by one id, or about one of its sessions. */
export async function takeSeriesLetter(
  transaction: Transaction,
  seriesId: string,
  taking: Taking,
): Promise<Letter | undefined> {
  const { now } = taking;
  const facts = await seriesFacts(transaction, seriesId);
  if (!facts) return undefined;
  const written = await emailsAboutSeries(transaction, seriesId);
  const begun = await beginLetter(transaction, taking, written, (email) => holds(email, facts, now));
  if (!begun) return undefined;
  const { email, reader, before } = begun;
  const current = seriesShownTo(reader.id, facts);
  const known = before?.shownSeries ?? undefined;
  return email.sessionId === null
    ? letterAboutAll(transaction, email, reader, facts, { current, now })
    : letterAboutOne(transaction, email, reader, facts, { known, current, now });
}

/** Whether the series is still as the e-mail shows it. */
function holds({ personId, kind, shownSeries }: Email, facts: SeriesFacts, now: number): boolean {
  const told = kind === "SERIES_CANCELLED" ? undefined : (shownSeries ?? undefined);
  return differences(told, seriesShownTo(personId, facts), now).length === 0;
}

type Named = Letter["email"] & Pick<Email, "personId" | "sessionId" | "shownSeries">;

interface Shows {
  /** What the reader was shown before. */
  readonly known: Recurrence<Shown> | undefined;
  readonly current: Recurrence<Shown> | undefined;
  readonly now: number;
}

/**
 * A letter about one session of a series. Calendars get the series again if they do not have that session in it, and lose the
 * series with its last session.
 */
async function letterAboutOne(
  transaction: Transaction,
  email: Named,
  reader: Person,
  series: SeriesFacts,
  { known, current, now }: Shows,
): Promise<Letter | undefined> {
  const { calendarId, sessions } = series;
  const facts = sessions.find(({ session }) => session.id === email.sessionId);
  if (!facts) return undefined;
  const recurrenceId = facts.session.originalStart!.getTime();
  const find = (recurrence: Recurrence<Shown> | undefined) =>
    recurrence &&
    instancesOf(recurrence, recurrenceId - YEAR, recurrenceId + YEAR).find(
      ({ originalStart }) => originalStart === recurrenceId,
    );
  const [before, after] = [find(known), find(current)];
  const formerly = before && { startsAt: new Date(before.startsAt), endsAt: new Date(before.endsAt) };
  const changes = await changesSince(transaction, before?.content, after?.content ?? null);
  const letter = letterOf(email, reader, facts, formerly);
  const terms = await termsOf(transaction, letter.part, facts);
  const hasAll = email.kind === "SESSION_BOOKED" || differences(undefined, current, now).length === 0;
  return {
    ...{ ...letter, ...terms, uid: seriesUid(calendarId), changes, refusal: null },
    ...(hasAll ? current && { recurrence: recurrenceIn(current, peopleIn(series), now) } : { recurrenceId }),
  };
}

type Those = (ids: readonly string[]) => readonly Pick<Person, "name" | "email">[];

/** The people of a series by id, as far as they still take part. */
function peopleIn({ sessions }: Pick<SeriesFacts, "sessions">): Those {
  const people = new Map(sessions.flatMap((each) => each.people.map((person) => [person.id, person] as const)));
  return (ids) => ids.flatMap((id) => people.get(id) ?? []);
}

/** A letter about all of a series, or all that is left of it. */
async function letterAboutAll(
  transaction: Transaction,
  email: Named,
  reader: Person,
  facts: SeriesFacts,
  { current, now }: Pick<Shows, "current" | "now">,
): Promise<Letter> {
  const { calendarId, series, title, firm, sessions } = facts;
  const content = current?.content;
  const part = content && (content.participants ? "COACH" : partIn(facts, reader.id));
  const those = peopleIn(facts);
  const isAhead = sessions.some(({ session }) => takesPlace(session.status) && session.startsAt.getTime() > now);
  const cancelled = sessions.find(
    ({ session, people }) =>
      session.cancellationReason && people.some(({ id, part: theirs }) => id === reader.id && theirs !== "SPONSOR"),
  );
  const recurrence = current && recurrenceIn(current, those, now);
  const gaps = part && (await gapsOf(transaction, facts, { id: reader.id, part, shown: current }, now));
  // It is about the next session of what there is now, whatever changed first.
  const next = recurrence?.ahead[0];
  const nextOrAny =
    sessions.find(({ session }) => session.startsAt.getTime() === next?.startsAt.getTime()) ?? sessions[0];
  const participants = current ? those(inAll(current, now)) : [];
  return {
    ...{ email: { ...email, ...next }, reader, firm, title: content?.title ?? title },
    session: { kind: content?.kind ?? series.kind, timeZone: series.timeZone },
    uid: seriesUid(calendarId),
    ...{ sessionId: null, seriesId: calendarId },
    ...(nextOrAny ? await termsOf(transaction, part ?? null, nextOrAny) : noTerms),
    ...(recurrence && { recurrence: { ...recurrence, gaps: gaps ?? [] } }),
    part: part ?? null,
    place: content?.place ?? null,
    replyTo: otherSide(part ?? null, those(content?.coaches ?? []), participants),
    cancelledBy: isAhead ? null : (cancelled?.session.cancelledBy ?? null),
    coaches: those(content?.coaches ?? []),
    participants: participants.map(({ name }) => name),
    formerly: null,
    changes: { formerCoaches: [], joined: [], left: [] },
    takesPlace: isAhead,
    reason: isAhead ? null : (cancelled?.session.cancellationReason ?? null),
    refusal: null,
  };
}

/** How a series concerns somebody who coaches none of it. */
function partIn({ sessions }: SeriesFacts, personId: string): "PARTICIPANT" | "SPONSOR" {
  const isExpected = sessions.some(({ people }) =>
    people.some(({ id, part }) => id === personId && part === "PARTICIPANT"),
  );
  return isExpected ? "PARTICIPANT" : "SPONSOR";
}

/** The participants of a series who take part in all its sessions ahead. Only its coaches read them. */
function inAll(recurrence: Recurrence<Shown>, now: number): readonly string[] {
  const [first, ...others] = instancesOf(recurrence, now, now + YEAR).map(({ content }) => content.participants ?? []);
  return (first ?? []).filter((id) => others.every((ids) => ids.includes(id)));
}

function recurrenceIn(recurrence: Recurrence<Shown>, those: Those, now: number): LetterRecurrence {
  const { rule, without, content, apart } = recurrence;
  const { count, until } = readSeriesRule(rule);
  const everywhere = inAll(recurrence, now);
  return {
    ...{ rule, without, ...firstOf(recurrence), content: contentOf(content, those), gaps: [] },
    apart: apart.map(({ content, ...span }) => ({ ...span, ...contentOf(content, those) })),
    ahead: instancesOf(recurrence, now, now + YEAR).map(({ startsAt, endsAt, content: { participants = [] } }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      participants: those(participants.filter((id) => !everywhere.includes(id))).map(({ name }) => name),
    })),
    isEndless: count === undefined && until === undefined,
  };
}

function contentOf({ title, kind, place, coaches }: Shown, those: Those): InstanceContent {
  return { title, kind, place: place ?? null, coaches: those(coaches) };
}
