import { actorOf, type Database } from "@coachwork/platform";
import { type Actor, ADMINS } from "@coachwork/schema";
import { type KeyRights, viewerOfKey } from "../key-viewer.js";

/** Whose an export is: a person's, or a key's. */
export interface Whose {
  readonly createdById: string | null;
  readonly apiKeyId: string | null;
}

/** SQL for "the key `k` has not ended". `$2` is the time. */
const keyWorks = "k.revoked_at is null and (k.expires_at is null or k.expires_at > $2::timestamptz)";

/** SQL for "whoever asked for the export `e` may still have its result". `$2` is the time. */
export const mayStillHave = `(exists (select 1 from api_key k where k.firm_id = $1::uuid and k.id = e.api_key_id
    and ${keyWorks})
  or exists (select 1 from person p join person_role r on r.firm_id = $1::uuid and r.person_id = p.id
    where p.firm_id = $1::uuid and p.id = e.created_by_id and p.status not in ('DEACTIVATED', 'ERASED')
      and r.role in (${ADMINS.map((role) => `'${role}'`).join(", ")})))`;

/** Whoever asked for an export, with the rights that they have now. Undefined if they may not export any more. */
export async function requesterOf(
  database: Database,
  firmId: string,
  whose: Whose,
  now: number,
): Promise<Actor | undefined> {
  const { createdById, apiKeyId } = whose;
  if (createdById !== null) {
    const actor = await actorOf(database, { firmId, personId: createdById }, now);
    return actor && ADMINS.some((role) => actor.grants.includes(role)) ? actor : undefined;
  }
  const text = `select k.id as "keyId", k.scopes, f.time_zone as "timeZone" from api_key k join firm f on f.firm_id = $1::uuid
    where k.firm_id = $1::uuid and k.id = $3::uuid and ${keyWorks}`;
  const [key] = await database.read({ firmId, personId: null }, text, [firmId, new Date(now), apiKeyId]);
  return key && viewerOfKey(firmId, key as unknown as KeyRights, now);
}
