import { newId, type Transaction } from "@coachwork/platform";
import { Email } from "@coachwork/schema";
import { enqueue } from "../jobs/enqueue.js";
import { sendEmail } from "./send-email.js";

/** What an e-mail tells whom. */
export type NewEmail = Pick<
  Email,
  "sessionId" | "personId" | "kind" | "occasion" | "sequence" | "startsAt" | "endsAt" | "expiresAt"
> &
  Partial<Pick<Email, "seriesId" | "shown" | "shownSeries">>;

/**
 * Writes an e-mail, which is sent after the commit or at a later time. It never writes a second one for the same
 * occasion.
 */
export async function writeEmail(transaction: Transaction, email: NewEmail, now: number, sendAt?: Date): Promise<void> {
  const id = newId();
  const isFirst = await transaction.insertUnlessTaken(Email, { id, ...email, createdAt: new Date(now) });
  if (isFirst) enqueue(transaction, sendEmail, { email: id }, sendAt && { runAt: sendAt });
}
