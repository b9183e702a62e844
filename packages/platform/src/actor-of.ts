import { type Actor, EXPECTED, joinsLaterSql } from "@coachwork/schema";
import { dateIn } from "./clock.js";
import type { Database } from "./database/database.js";

/** A person of a firm as a viewer: their roles, whether they join an engagement later, and the firm's day. Undefined if they are no longer active in it. */
export async function actorOf(
  database: Database,
  { firmId, personId }: { readonly firmId: string; readonly personId: string },
  now: number,
): Promise<(Actor & { readonly personId: string }) | undefined> {
  const [row] = await database.read(
    { firmId, personId },
    `select f.time_zone, array_remove(array_agg(r.role), null) as roles,
       ${joinsLaterSql("$1::uuid", "$2::uuid", "($3::timestamptz at time zone f.time_zone)::date")} as joins_later
     from firm f
     join person p on p.firm_id = $1::uuid and p.id = $2::uuid and p.status not in ('DEACTIVATED', 'ERASED')
     left join person_role r on r.firm_id = $1::uuid and r.person_id = p.id
     where f.firm_id = $1::uuid
     group by f.time_zone`,
    [firmId, personId, new Date(now)],
  );
  if (!row) return undefined;
  const firmTimeZone = row.time_zone as string;
  const roles = row.roles as string[];
  const grants = (row.joins_later ? [...roles, EXPECTED] : roles).sort();
  return { firmId, personId, actorId: personId, grants, firmTimeZone, today: dateIn(firmTimeZone, now) };
}
