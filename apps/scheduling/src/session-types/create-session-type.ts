import { type CommandContext, command, newId } from "@coachwork/platform";
import {
  type CodeOf,
  CreateSessionTypeCodes,
  type CreateSessionTypeInput,
  MANAGERS,
  SessionType,
} from "@coachwork/schema";
import { judgeTerms } from "../availability/availability-bounds.js";
import { judgeTypeName } from "./session-type-name.js";

/** Adds a session to what the firm offers. */
export const createSessionType = command({
  codes: CreateSessionTypeCodes,
  roles: MANAGERS,

  async run(context: CommandContext<CodeOf<typeof CreateSessionTypeCodes>>, input: CreateSessionTypeInput) {
    const { transaction } = context;
    const { idempotencyKey: _, kind, ...terms } = input;
    judgeTypeName(context, input.name);
    judgeTerms(context, terms);
    const id = newId();
    if (!(await transaction.insertUnlessTaken(SessionType, { id, kind: kind ?? "REGULAR", ...terms })))
      context.refuse("NAME_TAKEN", "name", `The firm has a session type ${input.name} already; choose another name.`);
    transaction.tell({ type: "session_type.created", ids: { sessionType: id } });
    return { sessionType: id };
  },
});
