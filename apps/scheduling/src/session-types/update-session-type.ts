import { type ContextOf, implement } from "@coachwork/platform";
import { SessionType, UpdateSessionType } from "@coachwork/schema";

type Context = ContextOf<typeof UpdateSessionType>;

/** PostgreSQL's code for a row that violates a unique index. */
const TAKEN = "23505";

/** Changes the given fields of a session type. Booked sessions stay as they are. */
export const updateSessionType = implement(UpdateSessionType, async (context, input) => {
  const { transaction } = context;
  const { idempotencyKey: _, id: asked, ...changes } = input;
  const { id } = await context.fetch(SessionType, asked, "id", { lock: true });
  if (Object.keys(changes).length > 0) {
    await change(context, id, changes);
    transaction.tell({ type: "session_type.updated", ids: { sessionType: id } });
  }
  return { sessionType: id };
});

async function change(context: Context, id: string, changes: Partial<SessionType>): Promise<void> {
  try {
    await context.transaction.update(SessionType, { id }, changes);
  } catch (error) {
    if ((error as { code?: string }).code !== TAKEN) throw error;
    context.refuse(
      "NAME_TAKEN",
      "name",
      `The firm already has a session type named ${changes.name}; choose another name.`,
    );
  }
}
