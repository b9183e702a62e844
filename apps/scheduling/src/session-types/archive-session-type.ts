import { implement } from "@coachwork/platform";
import { ArchiveSessionType, SessionType } from "@coachwork/schema";

/** Archives a session type. Archiving it again changes nothing. */
export const archiveSessionType = implement(ArchiveSessionType, async (context, input) => {
  const { transaction, now } = context;
  const { id, archivedAt } = await context.fetch(SessionType, input.id, "id", { lock: true });
  if (archivedAt === null) {
    await transaction.update(SessionType, { id }, { archivedAt: new Date(now) });
    transaction.tell({ type: "session_type.archived", ids: { sessionType: id } });
  }
  return { sessionType: id };
});
