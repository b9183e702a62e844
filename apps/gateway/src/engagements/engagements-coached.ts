import type { Transaction } from "@coachwork/platform";
import { memberFromSql } from "@coachwork/schema";

/** How many engagements that have not ended these people coach, from today on or later. Whoever coaches none is missing. */
export async function engagementsCoached(
  transaction: Transaction,
  personIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.query<{ personId: string; engagements: number }>(
    `select m.person_id as "personId", count(distinct m.engagement_id)::integer as engagements
     from engagement_coach m join engagement e on e.firm_id = $1::uuid and e.id = m.engagement_id
     where m.firm_id = $1::uuid and m.person_id in (select unnest($2::uuid[])) and e.status in ('DRAFT', 'ACTIVE', 'PAUSED')
       and ${memberFromSql("m", "$3::date")}
     group by m.person_id`,
    [transaction.scope.firmId, personIds, today],
  );
  return new Map(rows.map(({ personId, engagements }) => [personId, engagements]));
}
