import type { Transaction } from "@coachwork/platform";
import { Seat, Session } from "@coachwork/schema";
import { type EffectSettings, type Naming, on } from "../jobs/cause.js";
import { writeSeatOffer } from "../mail/seat-offer.js";

/** Writes to people who are offered a seat, once for each time of the session. */
export const tellOfOffers = on(["session.rescheduled", "seat.offered"], writeOffers);

async function writeOffers(
  transaction: Transaction,
  { ids }: Naming<"session">,
  now: number,
  { gatherMs }: EffectSettings,
): Promise<void> {
  const session = await transaction.findOne(Session, { id: ids.session });
  if (!session) return;
  for (const { personId, turn, offeredUntil } of await transaction.find(Seat, {
    sessionId: session.id,
    status: "OFFERED",
  })) {
    if (offeredUntil!.getTime() <= now) continue;
    const id = `turn ${turn}, version ${session.sequence}`;
    await writeSeatOffer(transaction, { id, personId, session, expiresAt: offeredUntil! }, now, gatherMs);
  }
}
