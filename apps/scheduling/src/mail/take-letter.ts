import type { Transaction } from "@coachwork/platform";
import { Email, Person, Seat, type Shown } from "@coachwork/schema";
import type { Letter } from "./letter.js";
import { isSameTime, takesPlace } from "./news.js";
import type { PeopleChanges } from "./letter.js";
import { type SessionFacts, sessionFacts } from "./session-facts.js";
import { showsSame, shownTo } from "./shown.js";
import { announcementsTo, emailsAbout } from "./written-emails.js";

interface Taking {
  /** The e-mail's. */
  readonly id: string;
  /** The right side of its Message-ID. */
  readonly domain: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Prepares an e-mail for sending. Undefined if there is nothing to send: it was sent or refused, or is out of date. If
 * it has not left yet, it is then deleted. If it may have left, a correction is news and not sent here.
 */
export async function takeLetter(transaction: Transaction, { id, domain, now }: Taking): Promise<Letter | undefined> {
  const sessionId = (await transaction.findOne(Email, { id }))?.sessionId;
  const facts = sessionId && (await sessionFacts(transaction, sessionId));
  if (!facts) return undefined;
  const written = await emailsAbout(transaction, sessionId);
  const email = written.find((one) => one.id === id);
  if (!email || email.sentAt !== null || email.failedAt !== null) return undefined;
  if (!(await holds(transaction, email, facts, now))) {
    if (email.begunAt === null) await transaction.delete(Email, { id });
    return undefined;
  }
  const messageId = email.messageId ?? `${id.replaceAll("-", "")}@${domain}`;
  await transaction.update(Email, { id }, { begunAt: email.begunAt ?? new Date(now), messageId });

  const reader = (await transaction.findOne(Person, { id: email.personId }))!;
  const before = announcementsTo(reader.id, written).filter((other) => other.begunAt !== null && other.id < id);
  const changes = await changesSince(transaction, before.at(-1)?.shown, email.shown);
  return { ...letterOf({ ...email, messageId }, reader, facts, before.at(-1)), changes };
}

/** Whether an e-mail is still true and useful. */
async function holds(transaction: Transaction, email: Email, facts: SessionFacts, now: number): Promise<boolean> {
  if (email.expiresAt.getTime() <= now) return false;
  const { session, people } = facts;
  const part = people.find(({ id }) => id === email.personId)?.part;
  const isOn = takesPlace(session.status);
  switch (email.kind) {
    case "SESSION_CANCELLED":
      return !(isOn && part);
    case "SEAT_OFFERED":
      return isOn && isSameTime(email, session) && (await isOffered(transaction, email));
    default:
      return isOn && part !== undefined && isSameTime(email, session) && showsSame(email.shown, shownTo(part, facts));
  }
}

/** Who came and went since the reader was told, by name. Only what the reader was or is shown. */
async function changesSince(
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
async function isOffered(transaction: Transaction, { sessionId, personId, expiresAt }: Email): Promise<boolean> {
  const seat = await transaction.findOne(Seat, { sessionId, personId, status: "OFFERED" });
  return seat?.offeredUntil?.getTime() === expiresAt.getTime();
}

/** What the reader may know. Only the session's own people learn its people, and only its coaches learn who comes. */
function letterOf(
  email: Letter["email"] & Pick<Email, "personId">,
  reader: Person,
  { session, title, firm, people }: SessionFacts,
  before: Email | undefined,
): Omit<Letter, "changes"> {
  const part = people.find(({ id }) => id === reader.id)?.part;
  const isOn = takesPlace(session.status);
  const isTold = part !== undefined || email.kind === "SEAT_OFFERED";
  return {
    email,
    reader,
    firm,
    session,
    title,
    place: isTold ? session.place : null,
    coaches: isTold ? people.filter((person) => person.part === "COACH") : [],
    participants:
      part === "COACH" ? people.filter((person) => person.part === "PARTICIPANT").map(({ name }) => name) : [],
    formerly: email.kind === "SESSION_RESCHEDULED" && before ? before : null,
    takesPlace: isOn,
    reason: part && !isOn ? session.cancellationReason : null,
  };
}
