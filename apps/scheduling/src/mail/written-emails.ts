import type { Transaction } from "@coachwork/platform";
import { Email, type EmailKind } from "@coachwork/schema";
import type { SessionFacts } from "./session-facts.js";

const announcements: readonly EmailKind[] = [
  ...(["SESSION_BOOKED", "SESSION_RESCHEDULED", "SESSION_CHANGED", "SESSION_CANCELLED"] as const),
  ...(["SERIES_BOOKED", "SERIES_CHANGED", "SERIES_CANCELLED"] as const),
];

/** The e-mails that told somebody of a session so far, in order: those about it, and about the series that it is part of. */
export async function emailsAbout(
  transaction: Transaction,
  { session, calendarId }: Pick<SessionFacts, "calendarId" | "session">,
): Promise<readonly Email[]> {
  const own = await transaction.find(Email, { sessionId: session.id });
  if (calendarId === null) return inOrder(own);
  const ofSeries = await emailsAboutSeries(transaction, calendarId);
  return inOrder([...own.filter(({ seriesId }) => seriesId === null), ...ofSeries]);
}

/** The e-mails about a series that calendars know by one id, in order. */
export async function emailsAboutSeries(transaction: Transaction, seriesId: string): Promise<readonly Email[]> {
  return inOrder(await transaction.find(Email, { seriesId }));
}

function inOrder(emails: Email[]): Email[] {
  return emails.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What somebody was told or is about to be told, in order, without e-mails that the mail server refused. */
export function announcementsTo(personId: string, written: readonly Email[]): readonly Email[] {
  return written.filter(
    (email) => email.personId === personId && announcements.includes(email.kind) && email.failedAt === null,
  );
}
