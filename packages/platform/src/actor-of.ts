import type { Actor } from "@coachwork/schema";
import { dateIn } from "./clock.js";
import type { Database } from "./database/database.js";

/** A person of a firm as a viewer: their roles, and the firm's day. Undefined if they are no longer active in it. */
export async function actorOf(
  database: Database,
  { firmId, personId }: { readonly firmId: string; readonly personId: string },
  now: number,
): Promise<(Actor & { readonly personId: string }) | undefined> {
  const [row] = await database.read(
    { firmId, personId },
    `select f.time_zone, array_remove(array_agg(r.role), null) as roles
     from firm f
     join person p on p.firm_id = $1::uuid and p.id = $2::uuid and p.status not in ('DEACTIVATED', 'ERASED')
     left join person_role r on r.firm_id = $1::uuid and r.person_id = p.id
     where f.firm_id = $1::uuid
     group by f.time_zone`,
    [firmId, personId],
  );
  if (!row) return undefined;
  const firmTimeZone = row.time_zone as string;
  const grants = (row.roles as string[]).sort();
  return { firmId, personId, actorId: personId, grants, firmTimeZone, today: dateIn(firmTimeZone, now) };
}
