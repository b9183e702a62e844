import { type EngagementStatus, memberFromSql } from "@coachwork/schema";
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
  const ids = limited.map(({ personId }) => personId);
  const active = await engagementsCoached(transaction, ids, ["ACTIVE"], today);
  return limited.map((each) => ({ ...each, active: active.get(each.personId) ?? 0 }));
}

/**
 * How many engagements in these statuses people coach, from `today` on or later, by the ids of those who coach any. `today` is the
 * firm's day.
 */
export async function engagementsCoached(
  transaction: Transaction,
  personIds: readonly string[],
  statuses: readonly EngagementStatus[],
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.query<{ personId: string; engagements: number }>(
    `select m.person_id as "personId", count(distinct m.engagement_id)::integer as engagements
     from engagement_coach m join engagement e on e.firm_id = $1::uuid and e.id = m.engagement_id
     where m.firm_id = $1::uuid and m.person_id in (select unnest($2::uuid[])) and e.status = any($3::text[])
       and ${memberFromSql("m", "$4::date")}
     group by m.person_id`,
    [transaction.scope.firmId, personIds, statuses, today],
  );
  return new Map(rows.map(({ personId, engagements }) => [personId, engagements]));
}
