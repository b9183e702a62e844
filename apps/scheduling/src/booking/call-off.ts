import { type CancellingParty, Session, SessionCoach, takesTime } from "@coachwork/schema";
import { type Recorder, type Settlement, settle } from "../allocation/allocation.js";
import type { ChangeableSession } from "./changeable-session.js";

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
  { session, engagement, coachIds }: Pick<ChangeableSession, "session" | "engagement" | "coachIds">,
  { cancelledBy, reason, settlement }: CallingOff,
): Promise<void> {
  const { transaction, now } = recorder;
  const status = "CANCELLED";
  const cancelled = { status, cancelledBy, cancelledAt: new Date(now), cancellationReason: reason };
  await transaction.update(Session, { id: session.id }, { ...cancelled, sequence: session.sequence + 1 });
  await transaction.update(SessionCoach, { sessionId: session.id }, { blocks: takesTime(status) });
  await settle(recorder, engagement, session, settlement);
  transaction.tell({
    type: "session.cancelled",
    ids: { session: session.id, engagement: session.engagementId, coaches: [...coachIds] },
  });
}
