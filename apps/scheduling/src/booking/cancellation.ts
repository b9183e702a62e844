import { type CancellationCause, type CancellingParty, Session } from "@coachwork/schema";
import { type Recorder, type Settlement, settle } from "../allocation/allocation.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import { endHold } from "./end-hold.js";
import type { LockedSession } from "./lock-session.js";

/** How a session is cancelled. */
export interface Cancellation {
  readonly cancelledBy: CancellingParty;
  /** For its people to read. */
  readonly reason: string | null;
  /** Why the firm had to, if it had. */
  readonly cause?: CancellationCause;
  /** What happens to its reserved amount. */
  readonly settlement: Settlement;
}

/** Cancels a session that may be cancelled: its coaches' time is free again, and its reserved amount is settled. */
export async function cancelAndSettle(
  recorder: Recorder,
  { session, engagement, coachIds }: LockedSession,
  { cancelledBy, reason, cause, settlement }: Cancellation,
): Promise<void> {
  const { transaction, now } = recorder;
  const status = "CANCELLED";
  const cancelled = {
    status,
    cancelledBy,
    cancelledAt: new Date(now),
    cancellationReason: reason,
    cancellationCause: cause ?? null,
  };
  await transaction.update(Session, { id: session.id }, { ...cancelled, sequence: session.sequence + 1 });
  await giveTimeBack(transaction, [session.id]);
  await settle(recorder, engagement, session, settlement);
  transaction.tell({
    type: "session.cancelled",
    ids: {
      ...{ session: session.id, engagement: session.engagementId, coaches: [...coachIds] },
      ...(cause !== undefined && { cause }),
    },
  });
}

/** Cancels a session that can no longer take place, or releases it if it is only held. Nobody forfeits anything. */
export async function cancelForFirm(
  recorder: Recorder,
  locked: LockedSession,
  cause: CancellationCause,
): Promise<void> {
  if (locked.session.status === "HELD") return endHold(recorder, locked);
  await cancelAndSettle(recorder, locked, { cancelledBy: "FIRM", reason: null, cause, settlement: "RELEASE" });
}
