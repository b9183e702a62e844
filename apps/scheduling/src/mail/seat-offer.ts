import type { Transaction } from "@coachwork/platform";
import type { Session } from "@coachwork/schema";
import { writeEmail } from "./write-email.js";

/** A seat in a session that is kept for somebody for a while. */
export interface SeatOffer {
  /** What makes the offer unique. */
  readonly id: string;
  readonly personId: string;
  readonly session: Pick<Session, "id" | "sequence" | "startsAt" | "endsAt">;
  /** The end of the offer, before the session's start. */
  readonly expiresAt: Date;
}

/**
 * Tells somebody of a seat that is offered to them, once, and not after the offer has expired. It is sent at once,
 * because an offer is short, unless they just received an e-mail about the session. What is out of date by then is not
 * sent. `now` is in epoch milliseconds.
 */
export async function writeSeatOffer(
  transaction: Transaction,
  { id, personId, session, expiresAt }: SeatOffer,
  now: number,
  gatherMs: number,
): Promise<void> {
  const { id: sessionId, sequence, startsAt, endsAt } = session;
  const kind = "SEAT_OFFERED";
  const email = { sessionId, personId, kind, occasion: id, sequence, startsAt, endsAt, expiresAt } as const;
  await writeEmail(transaction, email, now, await nextLetterAt(transaction, sessionId, personId, gatherMs));
}

/** When somebody may get another e-mail about a session. Undefined means at once. */
async function nextLetterAt(
  transaction: Transaction,
  sessionId: string,
  personId: string,
  gatherMs: number,
): Promise<Date | undefined> {
  const [row] = await transaction.query<{ lastAt: Date | null }>(
    `select max(m.created_at) as "lastAt" from email m
     where m.firm_id = $1::uuid and m.session_id = $2::uuid and m.person_id = $3::uuid`,
    [transaction.scope.firmId, sessionId, personId],
  );
  const lastAt = row?.lastAt;
  return lastAt ? new Date(lastAt.getTime() + gatherMs) : undefined;
}
