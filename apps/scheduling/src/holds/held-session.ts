import type { CommandContext } from "@coachwork/platform";
import { Session, SessionCoach, takesTime } from "@coachwork/schema";
import { type Recorder, settle } from "../allocation/allocation.js";
import type { LockedSession } from "../booking/lock-session.js";
import { arrangedSession, type ChangeableSession } from "../booking/changeable-session.js";

/** Fetches a session that is held, to book it or to let it go. */
export async function heldSession(context: CommandContext<"WRONG_STATUS">, id: string): Promise<ChangeableSession> {
  const arranged = await arrangedSession(context, id);
  const { status } = arranged.session;
  if (status !== "HELD") context.refuse("WRONG_STATUS", "id", `The session is ${status}; it must be HELD.`);
  return arranged;
}

/** Ends a hold that was never confirmed. It and its engagement are locked. */
export async function endHold(
  recorder: Recorder,
  { session, coachIds }: Pick<LockedSession, "session" | "coachIds">,
): Promise<void> {
  const { transaction } = recorder;
  const { id, engagementId } = session;
  const status = "EXPIRED";
  await transaction.update(Session, { id }, { status, holdPlace: null });
  await transaction.update(SessionCoach, { sessionId: id }, { blocks: takesTime(status) });
  await settle(recorder, { id: engagementId }, session, "RELEASE");
  transaction.tell({ type: "session.expired", ids: { session: id, engagement: engagementId, coaches: [...coachIds] } });
}
