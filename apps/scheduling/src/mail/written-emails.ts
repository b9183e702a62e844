import type { Transaction } from "@coachwork/platform";
import { Email, type EmailKind } from "@coachwork/schema";

const announcements: readonly EmailKind[] = [
  "SESSION_BOOKED",
  "SESSION_RESCHEDULED",
  "SESSION_CHANGED",
  "SESSION_CANCELLED",
];

/** The e-mails about a session that were written so far, in order. */
export async function emailsAbout(transaction: Transaction, sessionId: string): Promise<readonly Email[]> {
  const emails = await transaction.find(Email, { sessionId });
  return emails.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The times of a session that somebody was told or is about to be told, in order, without e-mails that the mail server
 * refused.
 */
export function announcementsTo(personId: string, written: readonly Email[]): readonly Email[] {
  return written.filter(
    (email) => email.personId === personId && announcements.includes(email.kind) && email.failedAt === null,
  );
}
