import type { Transaction } from "@coachwork/platform";
import { type EngagementSide, memberFromSql, type Person } from "@coachwork/schema";

/** Somebody who is in an engagement, or will be. */
export interface Member extends Pick<Person, "id" | "status"> {
  readonly isInIt: boolean;
  readonly sides: readonly EngagementSide[];
}

/**
 * The people who are in an engagement on the firm's day, or will be, each once, with the role by which they see it.
 * Deactivated and erased people are left out: their mailbox may belong to somebody else by now.
 */
export async function membersOf(transaction: Transaction, engagement: string, now: number): Promise<readonly Member[]> {
  return transaction.query<Member>(
    `select p.id, p.status, bool_or(m.joined_on <= m.today) as "isInIt",
       array_agg(distinct case m.role when 'COACH' then 'COACH' else 'PARTICIPANT' end) as sides
     from (${onSide("engagement_coach", "COACH")} union all ${onSide("engagement_participant", "CLIENT")}) m
     join person p on p.firm_id = $1::uuid and p.id = m.person_id
     where ${memberFromSql("m", "m.today")} and p.status not in ('DEACTIVATED', 'ERASED')
       and exists (select 1 from person_role r where r.firm_id = $1::uuid and r.person_id = p.id and r.role = m.role)
     group by p.id, p.status order by p.id`,
    [transaction.scope.firmId, engagement, new Date(now)],
  );
}

/** Those of them who are in it today and can sign in. */
export async function presentMembersOf(
  transaction: Transaction,
  engagement: string,
  now: number,
): Promise<readonly Member[]> {
  const members = await membersOf(transaction, engagement, now);
  return members.filter(({ isInIt, status }) => isInIt && status === "ACTIVE");
}

function onSide(memberships: string, role: string): string {
  return `
    select m.person_id, m.joined_on, m.left_on, '${role}' as role, ($3::timestamptz at time zone f.time_zone)::date as today
    from ${memberships} m join firm f on f.firm_id = $1::uuid
    where m.firm_id = $1::uuid and m.engagement_id = $2::uuid`;
}
