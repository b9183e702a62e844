import { implement, newId } from "@coachwork/platform";
import { CreateSessionType, SessionType } from "@coachwork/schema";

/** Adds a session type that the firm offers. */
export const createSessionType = implement(CreateSessionType, async (context, input) => {
  const { transaction } = context;
  const { idempotencyKey: _, kind, ...terms } = input;
  const id = newId();
  if (!(await transaction.insertUnlessTaken(SessionType, { id, kind: kind ?? "REGULAR", ...terms })))
    context.refuse(
      "NAME_TAKEN",
      "name",
      `The firm already has a session type named ${input.name}; choose another name.`,
    );
  transaction.tell({ type: "session_type.created", ids: { sessionType: id } });
  return { sessionType: id };
});
