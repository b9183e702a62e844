import type { Transaction } from "@coachwork/platform";

interface Moved {
  readonly session: string;
  readonly engagement: string;
  readonly coaches: string[];
}

/** A coach has another meeting room. Their sessions ahead that take place in it change with it. */
export async function followRoom(transaction: Transaction, coachId: string): Promise<void> {
  const moved = await transaction.query<Moved>(
    `update session s set sequence = s.sequence + 1, updated_at = $3
     where s.firm_id = $1::uuid and s.place is null and s.status in ('HELD', 'CONFIRMED')
       and s.id in (select c.session_id from session_coach c
         where c.firm_id = $1::uuid and c.coach_id = $2::uuid and c.blocks)
     returning s.id as session, s.engagement_id as engagement,
       array(select c.coach_id from session_coach c where c.firm_id = $1::uuid and c.session_id = s.id
         order by c.coach_id) as coaches`,
    [transaction.scope.firmId, coachId, transaction.changedAt],
  );
  for (const ids of moved) transaction.tell({ type: "session.place_set", ids });
}
