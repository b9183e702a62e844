import type { Database } from "@coachwork/platform";
import { visibleRows } from "@coachwork/reader";
import { type Actor, EXPECTED, Person, type Refusal, Session, uuidOf } from "@coachwork/schema";

/** Viewers who may know when a session is may know when it could be. Sponsors and finance see only dates. */
const ASKERS = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "ASSISTANT"];
const ASKING_SCOPE = "schedule:read";

/** Why somebody may not ask for anybody's free slots. */
export function objectionToCaller({ grants }: Actor): Refusal | undefined {
  if (grants.some((grant) => grant === ASKING_SCOPE || ASKERS.includes(grant))) return undefined;
  const message = `When coaches are free is only for ${ASKERS.join(", ")} and API keys with ${ASKING_SCOPE}.`;
  return { code: "FORBIDDEN", field: null, message };
}

/** Whether the caller sees the session and when it is. Otherwise the slots that it hides would reveal its time. */
export async function seesTimeOf(database: Database, caller: Actor, sessionId: string): Promise<boolean> {
  return (await visibleTimes(database, caller, [sessionId])).has(sessionId);
}

/** The sessions of which the caller sees when they are, of those given. At most one statement. */
export async function visibleTimes(
  database: Database,
  caller: Actor,
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const { text, values } = visibleRows(database.source, caller, Session, sessionIds, { seeing: ["startsAt"] });
  const rows = await database.read(caller, text, values);
  return new Set(rows.map(({ id }) => id as string));
}

/** Refuses people whom the caller does not see. A hidden person and a nonexistent one get the same answer. */
export async function objectionToHidden(
  database: Database,
  caller: Actor,
  coachIds: readonly string[],
): Promise<Refusal | undefined> {
  const uuids = coachIds.map((id) => uuidOf(Person, id));
  const found = await peopleWithVisibleSlots(database, caller, uuids);
  const hidden = coachIds.find((_, index) => !found.has(uuids[index]!));
  if (hidden === undefined) return undefined;
  return { code: "NOT_FOUND", field: ["coachIds"], message: "There is no Person with this id." };
}

/** The people whose free slots the caller may know, of those given. One statement. */
export async function peopleWithVisibleSlots(
  database: Database,
  caller: Actor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const grants = caller.grants.filter((grant) => ASKERS.includes(grant) || grant === EXPECTED);
  const { text, values } = caller.grants.includes(ASKING_SCOPE)
    ? {
        text: "select p.id from person p where p.firm_id = $1::uuid and p.id = any($2::uuid[])",
        values: [caller.firmId, ids],
      }
    : visibleRows(database.source, { ...caller, grants }, Person, ids);
  const rows = await database.read(caller, text, values);
  return new Set(rows.map(({ id }) => id as string));
}
