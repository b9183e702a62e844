import type { Transaction } from "@coachwork/platform";
import { type Email, Person, type Shown } from "@coachwork/schema";
import { seriesUid } from "../calendars/session-uid.js";
import { differences, firstOf, instancesOf, type Recurrence } from "../core/recurrence.js";
import { YEAR } from "../core/lengths.js";
import { readSeriesRule } from "../core/series-rule.js";
import type { Letter, LetterRecurrence } from "./letter.js";
import { takesPlace } from "./news.js";
import { type SeriesFacts, seriesFacts, seriesShownTo } from "./series-facts.js";
import { noSteps } from "./session-steps.js";
import { begin, changesSince, giveUp, letterOf, otherSide, type Taking, termsOf } from "./take-letter.js";
import { announcementsTo, emailsAboutSeries } from "./written-emails.js";

/** Like `takeLetter`, for an e-mail about a series that calendars know by one id, or about one of its sessions. */
export async function takeSeriesLetter(
  transaction: Transaction,
  seriesId: string,
  taking: Taking,
): Promise<Letter | undefined> {
  const { id, now } = taking;
  const facts = await seriesFacts(transaction, seriesId);
  if (!facts) return undefined;
  const written = await emailsAboutSeries(transaction, seriesId);
  const email = written.find((one) => one.id === id);
  if (!email || email.sentAt !== null || email.failedAt !== null) return undefined;
  const current = seriesShownTo(email.personId, facts);
  const told = email.kind === "SERIES_CANCELLED" ? undefined : (email.shownSeries ?? undefined);
  if (email.expiresAt.getTime() <= now || differences(told, current, now).length > 0) return giveUp(transaction, email);
  const named = { ...email, messageId: await begin(transaction, email, taking) };

  const reader = (await transaction.findOne(Person, { id: email.personId }))!;
  const before = announcementsTo(reader.id, written).filter((other) => other.begunAt !== null && other.id < id);
  const known = before.at(-1)?.shownSeries ?? undefined;
  return email.sessionId === null
    ? letterAboutAll(transaction, named, reader, facts, { current, now })
    : letterAboutOne(transaction, named, reader, facts, { known, current });
}

type Named = Letter["email"] & Pick<Email, "personId" | "sessionId" | "shownSeries">;

/** A letter about one session of a series. */
async function letterAboutOne(
  transaction: Transaction,
  email: Named,
  reader: Person,
  { calendarId, sessions }: SeriesFacts,
  { known, current }: Readonly<Record<"known" | "current", Recurrence<Shown> | undefined>>,
): Promise<Letter | undefined> {
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
  return { ...letter, uid: seriesUid(calendarId), recurrenceId, changes, refusal: null, ...terms };
}

/** A letter about all of a series, or all that is left of it. */
async function letterAboutAll(
  transaction: Transaction,
  email: Named,
  reader: Person,
  { calendarId, series, title, firm, sessions }: SeriesFacts,
  { current, now }: { readonly current: Recurrence<Shown> | undefined; readonly now: number },
): Promise<Letter> {
  const content = current?.content;
  const part = content && (content.participants ? "COACH" : "PARTICIPANT");
  const people = new Map(sessions.flatMap((each) => each.people.map((person) => [person.id, person] as const)));
  const those = (ids: readonly string[] = []) => ids.flatMap((id) => people.get(id) ?? []);
  const isAhead = sessions.some(({ session }) => takesPlace(session.status) && session.startsAt.getTime() > now);
  const cancelled = sessions.find(
    ({ session, people: theirs }) => session.cancellationReason && theirs.some(({ id }) => id === reader.id),
  );
  const [any] = sessions;
  const { steps } = any ? await termsOf(transaction, part ?? null, any) : { steps: noSteps };
  const recurrence = current && recurrenceIn(current, those, now);
  // It is about the next session of what there is now, whatever changed first.
  const next = recurrence?.ahead[0];
  return {
    ...{ email: { ...email, ...next }, reader, firm, title: content?.title ?? title },
    session: { kind: content?.kind ?? series.kind, timeZone: series.timeZone },
    uid: seriesUid(calendarId),
    ...{ sessionId: null, seriesId: calendarId },
    ...{ steps, refusal: null },
    ...(recurrence && { recurrence }),
    part: part ?? null,
    place: content?.place ?? null,
    freeUntil: null,
    replyTo: otherSide(part ?? null, those(content?.coaches), those(content?.participants)),
    cancelledBy: isAhead ? null : (cancelled?.session.cancelledBy ?? null),
    coaches: those(content?.coaches),
    participants: those(content?.participants).map(({ name }) => name),
    formerly: null,
    changes: { formerCoaches: [], joined: [], left: [] },
    takesPlace: isAhead,
    reason: isAhead ? null : (cancelled?.session.cancellationReason ?? null),
  };
}

function recurrenceIn(
  recurrence: Recurrence<Shown>,
  those: (ids: readonly string[]) => Letter["coaches"],
  now: number,
): LetterRecurrence {
  const { rule, without, apart } = recurrence;
  const { count, until } = readSeriesRule(rule);
  return {
    ...{ rule, without, ...firstOf(recurrence) },
    apart: apart.map(({ content, ...span }) => ({
      ...span,
      ...content,
      place: content.place ?? null,
      coaches: those(content.coaches),
    })),
    ahead: instancesOf(recurrence, now, now + YEAR).map(({ startsAt, endsAt }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    })),
    isEndless: count === undefined && until === undefined,
  };
}
