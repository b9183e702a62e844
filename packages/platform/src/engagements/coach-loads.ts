import { memberFromSql } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";

/** A coach, the engagements they have, and the most that they take. */
interface CoachLoad {
  readonly personId: string;
  readonly active: number;
  readonly capacity: number;
}

/**
 * What the coaches have to do, if they have a capacity. Their profiles are locked, so that of two that give them an engagement the
 * second counts what the first has given. `today` is the firm's day.
 */
export async function lockedLoads(
  transaction: Transaction,
  personIds: readonly string[],
  today: string,
): Promise<readonly CoachLoad[]> {
  const limited = await transaction.query<Pick<CoachLoad, "personId" | "capacity">>(
    `select person_id as "personId", capacity from coach_profile
     where firm_id = $1::uuid and person_id = any($2::uuid[]) and capacity is not null
     order by person_id for no key update`,
    [transaction.scope.firmId, personIds],
  );
  if (limited.length === 0) return [];
  const active = await activeOf(
    transaction,
    limited.map(({ personId }) => personId),
    today,
  );
  return limited.map((each) => ({ ...each, active: active.get(each.personId) ?? 0 }));
}

/** How many active engagements each of them coaches, from today on or later. */
async function activeOf(
  transaction: Transaction,
  personIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.query<{ personId: string; active: number }>(
    `select c.person_id as "personId", count(distinct c.engagement_id)::integer as active
     from engagement_coach c join engagement e on e.firm_id = $1::uuid and e.id = c.engagement_id
     where c.firm_id = $1::uuid and c.person_id = any($2::uuid[]) and e.status = 'ACTIVE'
       and ${memberFromSql("c", "$3::date")}
     group by c.person_id`,
    [transaction.scope.firmId, personIds, today],
  );
  return new Map(rows.map(({ personId, active }) => [personId, active]));
}
