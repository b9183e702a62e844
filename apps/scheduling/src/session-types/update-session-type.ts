import { type CommandContext, command } from "@coachwork/platform";
import {
  type CodeOf,
  MANAGERS,
  SessionType,
  UpdateSessionTypeCodes,
  type UpdateSessionTypeInput,
} from "@coachwork/schema";
import { judgeTerms } from "../availability/availability-bounds.js";
import { judgeTypeName } from "./session-type-name.js";

type Context = CommandContext<CodeOf<typeof UpdateSessionTypeCodes>>;

/** PostgreSQL's code for a row that a unique index does not let in. */
const TAKEN = "23505";

/** What a session type must have. */
const required = ["name", "kind", "durationMinutes"] as const;

/** Changes what is given of a session type. Sessions that are booked stay as they are. */
export const updateSessionType = command({
  codes: UpdateSessionTypeCodes,
  roles: MANAGERS,

  async run(context: Context, input: UpdateSessionTypeInput) {
    const { transaction } = context;
    const { idempotencyKey: _, id: asked, ...given } = input;
    const { id } = await context.fetch(SessionType, asked, "id", { lock: true });
    for (const name of required)
      if (given[name] === null) context.refuse("REQUIRED", name, `A session type must have a ${name}; leave it out.`);
    if (given.name != null) judgeTypeName(context, given.name);
    judgeTerms(context, given);
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    if (Object.keys(changes).length > 0) {
      await change(context, id, changes);
      transaction.tell({ type: "session_type.updated", ids: { sessionType: id } });
    }
    return { sessionType: id };
  },
});

async function change(context: Context, id: string, changes: Partial<SessionType>): Promise<void> {
  try {
    await context.transaction.update(SessionType, { id }, changes);
  } catch (error) {
    if ((error as { code?: string }).code !== TAKEN) throw error;
    context.refuse("NAME_TAKEN", "name", `The firm has a session type ${changes.name} already; choose another name.`);
  }
}
