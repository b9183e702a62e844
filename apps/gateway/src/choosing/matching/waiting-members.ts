import type { Transaction } from "@coachwork/platform";
import { type CohortMember, memberFromSql, MOST_IN_RUN } from "@coachwork/schema";
import type { CohortFacts } from "./match-cohort.js";
import { matchFacts } from "./match-facts.js";

/** A member of a cohort who can be matched. */
export type Waiting = Pick<CohortMember, "id" | "personId" | "status" | "engagementId">;

/**
 * Who waits for a coach in a cohort: enrolled, in no engagement that has a coach or ended, and neither proposed nor offered one. Who
 * was enrolled first comes first. `today` is the firm's day. With `ids`, only those of these members.
 */
export function waitingIn(
  transaction: Transaction,
  cohortId: string,
  today: string,
  ids: readonly string[] | null = null,
): Promise<Waiting[]> {
  return transaction.query<Waiting>(
    `select m.id, m.person_id as "personId", m.status, m.engagement_id as "engagementId"
     from cohort_member m
     join person p on p.firm_id = $1::uuid and p.id = m.person_id
     join person_role r on r.firm_id = $1::uuid and r.person_id = m.person_id and r.role = 'CLIENT'
     left join engagement e on e.firm_id = $1::uuid and e.id = m.engagement_id
     where m.firm_id = $1::uuid and m.cohort_id = $2::uuid and m.status in ('ENROLLED', 'AWAITING_MATCH')
       and ($4::uuid[] is null or m.id = any($4::uuid[])) and p.status not in ('DEACTIVATED', 'ERASED')
       and (e.id is null or e.status not in ('COMPLETED', 'CANCELLED') and e.format = 'INDIVIDUAL')
       and not exists (
         select from engagement_coach c
         where c.firm_id = $1::uuid and c.engagement_id = m.engagement_id and ${memberFromSql("c", "$3::date")})
       and not exists (
         select from match o where o.firm_id = $1::uuid and o.status in ('PROPOSED', 'OFFERED', 'ACCEPTED')
           and (o.cohort_member_id = m.id or o.engagement_id = m.engagement_id))
     order by m.enrolled_at, m.id limit ${MOST_IN_RUN}`,
    [transaction.scope.firmId, cohortId, today, ids],
  );
}

/** Whom a run is about. */
export interface PeopleAndCoaches {
  readonly programId: string;
  readonly personIds: readonly string[];
  /** The coaches. Everybody who coaches for the firm, if left out. */
  readonly coachIds?: readonly string[];
}

/** All that the rules need to know of the people and the coaches. `today` is the firm's day. */
export async function cohortFacts(
  transaction: Transaction,
  matched: PeopleAndCoaches,
  today: string,
): Promise<CohortFacts> {
  const { firmId } = transaction.scope;
  const ask = (text: string, values: unknown[]) => transaction.query(text, values);
  const facts = await matchFacts(ask, firmId, { engagementId: null, ...matched }, today);
  const rows = await transaction.query<{ id: string; people: number }>(
    `select o.coach_id as id, count(distinct o.participant_id)::integer as people from match o
     where o.firm_id = $1::uuid and (o.status = 'ACCEPTED' or o.status = 'OFFERED' and o.answer_by >= $2::date)
     group by o.coach_id`,
    [firmId, today],
  );
  return { facts, offered: Object.fromEntries(rows.map(({ id, people }) => [id, people])) };
}
