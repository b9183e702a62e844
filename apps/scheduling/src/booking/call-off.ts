import { type CancellingParty, Session } from "@coachwork/schema";
import { type Recorder, type Settlement, settle } from "../allocation/allocation.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import { endHold } from "./end-hold.js";
import type { LockedSession } from "./lock-session.js";

/** How a session is called off. */
export interface CallingOff {
  readonly cancelledBy: CancellingParty;
  /** For its people to read. */
  readonly reason: string | null;
  /** What becomes of what it had reserved. */
  readonly settlement: Settlement;
}

/** Calls a session off that may be called off: its coaches have their time back, and what it had reserved is settled. */
export async function callOff(
  recorder: Recorder,
  { session, engagement, coachIds }: LockedSession,
  { cancelledBy, reason, settlement }: CallingOff,
): Promise<void> {
  const { transaction, now } = recorder;
  const status = "CANCELLED";
  const cancelled = { status, cancelledBy, cancelledAt: new Date(now), cancellationReason: reason };
  await transaction.update(Session, { id: session.id }, { ...cancelled, sequence: session.sequence + 1 });
  await giveTimeBack(transaction, [session.id]);
  await settle(recorder, engagement, session, settlement);
  transaction.tell({
    type: "session.cancelled",
    ids: { session: session.id, engagement: session.engagementId, coaches: [...coachIds] },
  });
}

/** Calls a session off, or lets it go where it is only held, because it cannot be any more: nobody forfeits anything. */
export async function callOffForFirm(recorder: Recorder, locked: LockedSession): Promise<void> {
  if (locked.session.status === "HELD") return endHold(recorder, locked);
  await callOff(recorder, locked, { cancelledBy: "FIRM", reason: null, settlement: "RELEASE" });
}
