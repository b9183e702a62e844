import type { Transaction } from "@coachwork/platform";
import { Email, Session } from "@coachwork/schema";
import { isSameTime, type News, newsFor } from "./news.js";
import type { SessionFacts } from "./session-facts.js";
import { showsSame, shownTo } from "./shown.js";
import { writeEmail } from "./write-email.js";
import { announcementsTo } from "./written-emails.js";

/**
 * Tells everybody whom a session concerns, or concerned, what they do not know yet, and withdraws news that is out of
 * date. Whoever was told before gets the next version (SEQUENCE), whether or not the change itself made one.
 */
export async function announce(
  transaction: Transaction,
  facts: SessionFacts,
  written: readonly Email[],
  now: number,
): Promise<void> {
  const { session, people } = facts;
  const due: (Telling & { readonly news: News })[] = [];
  for (const personId of [...new Set([...people, ...written.map(idOfReader)].map(({ id }) => id))].sort()) {
    const telling = tellingOf(personId, facts, written, now);
    const { news, waiting } = telling;
    const isWritten = news && waiting.some((email) => tells(email, news));
    for (const { id } of waiting.filter((email) => !news || !tells(email, news)))
      await transaction.delete(Email, { id });
    if (news && !isWritten) due.push({ ...telling, news });
  }
  const sequence = Math.max(session.sequence, ...due.map(({ told }) => (told.at(-1)?.sequence ?? -1) + 1));
  if (sequence > session.sequence) await transaction.update(Session, { id: session.id }, { sequence });
  for (const { personId, news, told } of due) {
    const about = { sessionId: session.id, personId, occasion: occasionOf(sequence, told), sequence };
    await writeEmail(transaction, { ...about, ...news, expiresAt: news.startsAt }, now);
  }
}

/** What is to be told to one person. */
interface Telling {
  readonly personId: string;
  readonly news: News | undefined;
  /** What they may have been told, in order. */
  readonly told: readonly Email[];
  /** What is written and has not left. */
  readonly waiting: readonly Email[];
}

function tellingOf(personId: string, facts: SessionFacts, written: readonly Email[], now: number): Telling {
  const { session, people } = facts;
  const theirs = announcementsTo(personId, written);
  const told = theirs.filter(({ begunAt }) => begunAt !== null);
  const last = told.at(-1);
  const known = last?.kind === "SESSION_CANCELLED" ? undefined : last;
  const part = people.find(({ id }) => id === personId)?.part;
  const news = newsFor({ session, shown: part && shownTo(part, facts), known }, now);
  return { personId, news, told, waiting: theirs.filter(({ begunAt }) => begunAt === null) };
}

function idOfReader({ personId }: Email): { readonly id: string } {
  return { id: personId };
}

function tells(email: Email, news: News): boolean {
  return email.kind === news.kind && isSameTime(email, news) && showsSame(email.shown, news.shown);
}

/** Each version of the session is news once, and again for somebody who left and came back. */
function occasionOf(sequence: number, told: readonly Email[]): string {
  const farewells = told.filter(({ kind }) => kind === "SESSION_CANCELLED").length;
  return farewells === 0 ? `${sequence}` : `${sequence}, again ${farewells}`;
}
