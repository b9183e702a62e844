import { Session } from "@coachwork/schema";
import { type Recorder, settle } from "../allocation/allocation.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import type { LockedSession } from "./lock-session.js";

/** Ends a hold that was never confirmed. It and its engagement are locked. */
export async function endHold(
  recorder: Recorder,
  { session, coachIds }: Pick<LockedSession, "session" | "coachIds">,
): Promise<void> {
  const { transaction } = recorder;
  const { id, engagementId } = session;
  const status = "EXPIRED";
  await transaction.update(Session, { id }, { status, holdPlace: null });
  await giveTimeBack(transaction, [id]);
  await settle(recorder, { id: engagementId }, session, "RELEASE");
  transaction.tell({ type: "session.expired", ids: { session: id, engagement: engagementId, coaches: [...coachIds] } });
}
