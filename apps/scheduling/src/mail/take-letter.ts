import type { Transaction } from "@coachwork/platform";
import { Email, type Person, Seat, type Shown } from "@coachwork/schema";
import { freeCancellationUntil, noticeBegins, policyOf } from "../booking/cancellation-policy.js";
import { sessionUid } from "../calendars/session-uid.js";
import { beginLetter, type Taking } from "./begin-letter.js";
import type { DeclineRefusal, Letter, PeopleChanges } from "./letter.js";
import { isSameTime, takesPlace } from "./news.js";
import { type SessionFacts, sessionFacts } from "./session-facts.js";
import { noSteps, stepsUnder } from "./session-steps.js";
import { showsSame, shownTo } from "./shown.js";
import type { TimeSpan } from "./when.js";
import { emailsAbout } from "./written-emails.js";

/** Prepares an e-mail about a session for sending. Undefined if there is nothing to send. */
export async function takeLetter(transaction: Transaction, taking: Taking): Promise<Letter | undefined> {
  const sessionId = (await transaction.findOne(Email, { id: taking.id }))?.sessionId;
  const facts = sessionId && (await sessionFacts(transaction, sessionId));
  if (!facts) return undefined;
  const written = await emailsAbout(transaction, facts);
  const begun = await beginLetter(transaction, taking, written, (email) => holds(transaction, email, facts));
  if (!begun) return undefined;
  const { email, reader, before } = begun;
  const changes = await changesSince(transaction, before?.shown, email.shown);
  const letter = letterOf(email, reader, facts, before);
  const refusal = email.kind === "DECLINE_REFUSED" ? await refusalOf(transaction, email, facts) : null;
  return { ...letter, changes, refusal, ...(await termsOf(transaction, letter.part, facts)) };
}

/** Why a decline was refused, as its e-mail's occasion says. */
async function refusalOf(transaction: Transaction, { occasion }: Email, { session }: SessionFacts) {
  const reason = occasion.split(" ")[0] as DeclineRefusal;
  const policy = await policyOf(transaction, session);
  const isByTime = reason === "POLICY" && policy.clientsCancel === "UNTIL_NOTICE";
  return { reason, until: isByTime ? noticeBegins(policy, session) : null };
}

/** Whether an e-mail is still true and useful. */
async function holds(transaction: Transaction, email: Email, facts: SessionFacts): Promise<boolean> {
  const { session, people } = facts;
  const { part, getsReminders } = people.find(({ id }) => id === email.personId) ?? {};
  if (email.kind === "SESSION_REMINDER" && !getsReminders) return false;
  const isOn = takesPlace(session.status);
  switch (email.kind) {
    case "SESSION_CANCELLED":
      return !(isOn && part);
    case "DECLINE_REFUSED":
      return isOn && part !== undefined;
    case "SEAT_OFFERED":
      return isOn && isSameTime(email, session) && (await isOffered(transaction, email, session.id));
    default:
      return isOn && part !== undefined && isSameTime(email, session) && showsSame(email.shown, shownTo(part, facts));
  }
}

/** Who came and went since the reader was told, by name. Only what the reader was or is shown. */
export async function changesSince(
  transaction: Transaction,
  before: Shown | null | undefined,
  after: Shown | null,
): Promise<PeopleChanges> {
  if (!before || !after) return { formerCoaches: [], joined: [], left: [] };
  const without = (some: readonly string[] = [], others: readonly string[] = []) =>
    some.filter((id) => !others.includes(id));
  const changes = {
    formerCoaches: without(before.coaches, after.coaches),
    joined: without(after.participants, before.participants),
    left: without(before.participants, after.participants),
  };
  const people = await transaction.query<Pick<Person, "id" | "name">>(
    "select p.id, p.name from person p where p.firm_id = $1::uuid and p.id = any($2::uuid[]) order by p.name, p.id",
    [transaction.scope.firmId, Object.values(changes).flat()],
  );
  const names = (ids: readonly string[]) => people.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return {
    formerCoaches: names(changes.formerCoaches),
    joined: names(changes.joined),
    left: names(changes.left),
  };
}

/** Whether the seat is still kept for the reader; not if it was taken or declined meanwhile. */
async function isOffered(
  transaction: Transaction,
  { personId, expiresAt }: Email,
  sessionId: string,
): Promise<boolean> {
  const seat = await transaction.findOne(Seat, { sessionId, personId, status: "OFFERED" });
  return seat?.offeredUntil?.getTime() === expiresAt.getTime();
}

type Terms = Pick<Letter, "freeUntil" | "freeMinutes" | "hasSeats" | "steps">;

export const noTerms: Terms = { freeUntil: null, freeMinutes: null, hasSeats: false, steps: noSteps };

/** What the reader may do about the session, and until when a participant can cancel it at no cost. */
export async function termsOf(transaction: Transaction, part: Letter["part"], facts: SessionFacts): Promise<Terms> {
  const hasSeats = facts.session.capacity !== null;
  if (part === null) return { ...noTerms, hasSeats };
  const policy = await policyOf(transaction, facts.session);
  const steps = stepsUnder(policy, part, facts);
  // Coaches pay nothing. Neither does somebody who leaves a group that meets without them.
  const mayPay = part === "PARTICIPANT" && steps.withdrawal === "CANCEL";
  const freeUntil = mayPay ? freeCancellationUntil(policy, facts.session) : null;
  return { freeUntil, freeMinutes: freeUntil && policy.noticeMinutes, hasSeats, steps };
}

/**
 * The other side's addresses. Participants do not learn each other's, so a coach's answer goes to one of them at most. Sponsors
 * answer the coaches.
 */
export function otherSide(
  part: Letter["part"],
  coaches: readonly Pick<Person, "email">[],
  participants: readonly Pick<Person, "email">[],
): string[] {
  if (part === "PARTICIPANT" || part === "SPONSOR") return coaches.map(({ email }) => email);
  return part === "COACH" && participants.length === 1 ? [participants[0]!.email] : [];
}

/** What the reader may know. Only the session's own people learn its people, and only its coaches learn who comes. */
export function letterOf(
  email: Letter["email"] & Pick<Email, "personId">,
  reader: Person,
  { session, title, firm, calendarId, people }: SessionFacts,
  before: TimeSpan | undefined,
): Omit<Letter, "changes" | "refusal" | keyof Terms> {
  const part = people.find(({ id }) => id === reader.id)?.part ?? null;
  const isTold = part !== null || email.kind === "SEAT_OFFERED";
  const isOn = takesPlace(session.status);
  const participants = people.filter((person) => person.part === "PARTICIPANT");
  const coaches = people.filter((person) => person.part === "COACH");
  return {
    email,
    reader,
    firm,
    session,
    uid: sessionUid(session.id),
    sessionId: session.id,
    seriesId: calendarId,
    title,
    part,
    place: isTold ? session.place : null,
    coaches: isTold ? coaches : [],
    participants: part === "COACH" ? participants.map(({ name }) => name) : [],
    // Somebody who is offered a seat is about to be a participant.
    replyTo: otherSide(part ?? (isTold ? "PARTICIPANT" : null), coaches, participants),
    formerly: email.kind === "SESSION_RESCHEDULED" && before ? before : null,
    takesPlace: isOn,
    cancelledBy: isOn ? null : session.cancelledBy,
    // What is said about it stays between coach, client and firm.
    reason: part && part !== "SPONSOR" && !isOn ? session.cancellationReason : null,
  };
}
