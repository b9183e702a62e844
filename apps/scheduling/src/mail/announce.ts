import type { Transaction } from "@coachwork/platform";
import { Email } from "@coachwork/schema";
import { isSameTime, type News, newsFor } from "./news.js";
import type { SessionFacts } from "./session-facts.js";
import { writeEmail } from "./write-email.js";
import { announcementsTo } from "./written-emails.js";

/**
 * Tells everybody whom a session concerns, or concerned, what they do not know yet, and withdraws news that is out of
 * date.
 */
export async function announce(
  transaction: Transaction,
  { session, people }: SessionFacts,
  written: readonly Email[],
  now: number,
): Promise<void> {
  const expected = people.map(({ id }) => id);
  for (const personId of [...new Set([...expected, ...written.map((email) => email.personId)])].sort()) {
    const theirs = announcementsTo(personId, written);
    const told = theirs.filter(({ begunAt }) => begunAt !== null);
    const last = told.at(-1);
    const known = last?.kind === "SESSION_CANCELLED" ? undefined : last;
    const news = newsFor({ session, isExpected: expected.includes(personId), known }, now);

    const waiting = theirs.filter(({ begunAt }) => begunAt === null);
    const isWritten = news && waiting.some((email) => tells(email, news));
    for (const { id } of waiting.filter((email) => !news || !tells(email, news)))
      await transaction.delete(Email, { id });
    if (!news || isWritten) continue;
    const { kind, startsAt, endsAt } = news;
    const occasion = occasionOf(session.sequence, told);
    const email = { sessionId: session.id, personId, kind, occasion, sequence: session.sequence, startsAt, endsAt };
    await writeEmail(transaction, { ...email, expiresAt: startsAt }, now);
  }
}

function tells(email: Email, news: News): boolean {
  return email.kind === news.kind && isSameTime(email, news);
}

/** Each version of the session is news once, and again for somebody who left and came back. */
function occasionOf(sequence: number, told: readonly Email[]): string {
  const farewells = told.filter(({ kind }) => kind === "SESSION_CANCELLED").length;
  return farewells === 0 ? `${sequence}` : `${sequence}, again ${farewells}`;
}
