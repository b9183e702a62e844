import type { Transaction } from "@coachwork/platform";
import type { Session } from "@coachwork/schema";
import { writeEmail } from "./write-email.js";

/** A seat in a session that is kept for somebody for a while. */
export interface SeatOffer {
  /** What makes the offer one of its kind. */
  readonly id: string;
  readonly personId: string;
  readonly session: Pick<Session, "id" | "sequence" | "startsAt" | "endsAt">;
  /** Until when it holds; earlier than the session's start. */
  readonly expiresAt: Date;
}

/** Tells somebody of a seat that is offered to them, once; not after the offer has expired. `now` is in epoch milliseconds. */
export async function writeSeatOffer(
  transaction: Transaction,
  { id, personId, session, expiresAt }: SeatOffer,
  now: number,
): Promise<void> {
  const { id: sessionId, sequence, startsAt, endsAt } = session;
  const kind = "SEAT_OFFERED";
  const email = { sessionId, personId, kind, occasion: id, sequence, startsAt, endsAt, expiresAt } as const;
  await writeEmail(transaction, email, now);
}
