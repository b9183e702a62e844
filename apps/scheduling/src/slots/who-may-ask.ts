import type { Database } from "@coachwork/platform";
import { visibleRows } from "@coachwork/reader";
import { Person, type Refusal, type Actor } from "@coachwork/schema";

/** Those who may know when a session is may know when it could be; sponsors and finance see dates only. */
const ASKERS = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"];
const ASKING_SCOPE = "schedule:read";

/** Why somebody may not ask for free slots, of whomever. */
export function objectionToAsker({ grants }: Actor): Refusal | undefined {
  if (grants.some((grant) => grant === ASKING_SCOPE || ASKERS.includes(grant))) return undefined;
  const message = `Free slots are for ${ASKERS.join(", ")} and keys with ${ASKING_SCOPE}.`;
  return { code: "FORBIDDEN", field: null, message };
}

/** Those of some people whose free slots the caller may know; in one statement. */
export async function peopleToAskOf(
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
