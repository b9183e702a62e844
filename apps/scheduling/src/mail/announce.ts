import type { Transaction } from "@coachwork/platform";
import { Email, type EmailKind } from "@coachwork/schema";
import { type NewEmail, writeEmail } from "./write-email.js";
import { announcementsTo } from "./written-emails.js";

/** News for one person, as the e-mail that tells it. */
export type EmailNews = Omit<NewEmail, "personId" | "occasion" | "sequence">;

/** What e-mails tell of: a session, or a series that calendars know by one id. */
export interface Subject {
  /** Its version (RFC 5545 SEQUENCE). */
  readonly sequence: number;
  raiseTo(sequence: number): Promise<unknown>;
  /** Everybody whom it concerns. */
  readonly people: readonly string[];
  /** The kind of the e-mail after which somebody knows of it no more. */
  readonly farewell: EmailKind;
  /** What a person must be told, who was last told that. */
  newsFor(personId: string, known: Email | undefined): EmailNews | undefined;
  /** Whether an e-mail tells that news. */
  tells(email: Email, news: EmailNews): boolean;
}

/**
 * Tells everybody whom something concerns, or concerned, what they do not know yet, and withdraws news that is out of
 * date. Whoever was told before gets the next version (SEQUENCE), whether or not the change itself made one.
 */
export async function announce(
  transaction: Transaction,
  subject: Subject,
  written: readonly Email[],
  now: number,
): Promise<void> {
  const due: (Telling & { readonly news: EmailNews })[] = [];
  const readers = new Set([...subject.people, ...written.map(({ personId }) => personId)]);
  for (const personId of [...readers].sort()) {
    const telling = tellingOf(subject, personId, written);
    const { news, waiting } = telling;
    const isWritten = news && waiting.some((email) => subject.tells(email, news));
    for (const email of waiting)
      if (!news || !subject.tells(email, news)) await transaction.delete(Email, { id: email.id });
    if (news && !isWritten) due.push({ ...telling, news });
  }
  const sequence = Math.max(subject.sequence, ...due.map(({ told }) => (told.at(-1)?.sequence ?? -1) + 1));
  if (sequence > subject.sequence) await subject.raiseTo(sequence);
  for (const { personId, news, told } of due) {
    const occasion = occasionOf(subject, sequence, told);
    await writeEmail(transaction, { personId, occasion, sequence, ...news }, now);
  }
}

/** What is to be told to one person. */
interface Telling {
  readonly personId: string;
  readonly news: EmailNews | undefined;
  /** What they may have been told, in order. */
  readonly told: readonly Email[];
  /** What is written and has not left. */
  readonly waiting: readonly Email[];
}

function tellingOf(subject: Subject, personId: string, written: readonly Email[]): Telling {
  const theirs = announcementsTo(personId, written);
  const told = theirs.filter(({ begunAt }) => begunAt !== null);
  const news = subject.newsFor(personId, knownFrom(subject, told));
  return { personId, news, told, waiting: theirs.filter(({ begunAt }) => begunAt === null) };
}

/** The e-mail that says what somebody knows. Undefined if they know nothing, or nothing any more. */
function knownFrom({ farewell }: Pick<Subject, "farewell">, told: readonly Email[]): Email | undefined {
  const last = told.at(-1);
  return last?.kind === farewell ? undefined : last;
}

/** Each version is news once, and again for somebody who left and came back. */
function occasionOf({ farewell }: Subject, sequence: number, told: readonly Email[]): string {
  const farewells = told.filter(({ kind }) => kind === farewell).length;
  return farewells === 0 ? `${sequence}` : `${sequence}, again ${farewells}`;
}
