import { command } from "@coachwork/platform";
import { CancelSessionCodes, type CancelSessionInput, Session, SessionCoach, takesTime } from "@coachwork/schema";
import { changeableSession } from "./changeable-session.js";

/** Calls a session off, and gives its coaches their time back. */
export const cancelSession = command({
  codes: CancelSessionCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"],

  async run(context, { id }: CancelSessionInput) {
    const { transaction } = context;
    const { session, coachIds } = await changeableSession(context, id);
    const status = "CANCELLED";
    await transaction.update(Session, { id: session.id }, { status, sequence: session.sequence + 1 });
    await transaction.update(SessionCoach, { sessionId: session.id }, { blocks: takesTime(status) });
    transaction.tell({
      type: "session.cancelled",
      ids: { session: session.id, engagement: session.engagementId, coaches: [...coachIds] },
    });
    return { session: session.id };
  },
});
