import type { Database } from "@coachwork/platform";
import { visibleRows } from "@coachwork/reader";
import { type Actor, Person, type Refusal, Session } from "@coachwork/schema";

/** Viewers who may know when a session is may know when it could be. Sponsors and finance see only dates. */
const ASKERS = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"];
const ASKING_SCOPE = "schedule:read";

/** Why somebody may not ask for anybody's free slots. */
export function objectionToCaller({ grants }: Actor): Refusal | undefined {
  if (grants.some((grant) => grant === ASKING_SCOPE || ASKERS.includes(grant))) return undefined;
  const message = `Free slots are only for ${ASKERS.join(", ")} and API keys with ${ASKING_SCOPE}.`;
  return { code: "FORBIDDEN", field: null, message };
}

/** Whether the caller sees the session and when it is. Otherwise the slots that it hides would reveal its time. */
export async function seesTimeOf(database: Database, caller: Actor, sessionId: string): Promise<boolean> {
  const { text, values } = visibleRows(database.source, caller, Session, [sessionId], { seeing: ["startsAt"] });
  return (await database.read(caller, text, values)).length === 1;
}

/** The people whose free slots the caller may know, of those given. One statement. */
export async function peopleWithVisibleSlots(
  database: Database,
  caller: Actor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const grants = caller.grants.filter((grant) => ASKERS.includes(grant));
  const { text, values } = caller.grants.includes(ASKING_SCOPE)
    ? {
        text: "select p.id from person p where p.firm_id = $1::uuid and p.id = any($2::uuid[])",
        values: [caller.firmId, ids],
      }
    : visibleRows(database.source, { ...caller, grants }, Person, ids);
  const rows = await database.read(caller, text, values);
  return new Set(rows.map(({ id }) => id as string));
}
