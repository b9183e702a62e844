import { type CancellingParty, Session } from "@coachwork/schema";
import { type Recorder, type Settlement, settle } from "../allocation/allocation.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import { endHold } from "./end-hold.js";
import type { LockedSession } from "./lock-session.js";

/** How a session is cancelled. */
export interface Cancellation {
  readonly cancelledBy: CancellingParty;
  /** For its people to read. */
  readonly reason: string | null;
  /** What happens to its reserved amount. */
  readonly settlement: Settlement;
}

/** Cancels a session that may be cancelled: its coaches' time is free again, and its reserved amount is settled. */
export async function cancelAndSettle(
  recorder: Recorder,
  { session, engagement, coachIds }: LockedSession,
  { cancelledBy, reason, settlement }: Cancellation,
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

/** Cancels a session that can no longer take place, or releases it if it is only held. Nobody forfeits anything. */
export async function cancelForFirm(recorder: Recorder, locked: LockedSession): Promise<void> {
  if (locked.session.status === "HELD") return endHold(recorder, locked);
  await cancelAndSettle(recorder, locked, { cancelledBy: "FIRM", reason: null, settlement: "RELEASE" });
}
