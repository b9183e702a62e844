import type { Transaction } from "@coachwork/platform";
import { PersonRole } from "@coachwork/schema";
import { In } from "typeorm";
import { type Ended, endMemberships } from "../engagements/end-memberships.js";
import { expireIntroductionsOf } from "../engagements/introductions.js";
import { endKeys } from "../partners/end-keys.js";
import { endDelegations } from "../tenancy/delegations.js";
import { withdrawInvitations } from "../tenancy/invitations.js";

export interface Leaving {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The firm's date. */
  readonly today: string;
  /** The coach who takes over their engagements. Nobody, unless given. */
  readonly handOverToId?: string | undefined;
  /** Whether a roster that names them again brings them back. */
  readonly leftRoster?: boolean;
}

/**
 * Deactivates people, who must be locked. They lose all roles, so they see nothing, coach nothing and take part in nothing. What they
 * made stays in the history. Their API keys end, because a key acts in its creator's name. Returns where they coached.
 */
export async function leave(
  transaction: Transaction,
  personIds: readonly string[],
  { now, today, handOverToId, leftRoster = false }: Leaving,
): Promise<readonly Ended[]> {
  await withdrawInvitations(transaction, personIds, now);
  await transaction.query(
    `update person p set status = 'DEACTIVATED', left_roster = $3, updated_at = $4, version = p.version + 1,
       former_roles = coalesce((select array_agg(r.role order by r.role) from person_role r
         where r.firm_id = $1::uuid and r.person_id = p.id), '{}')
     where p.firm_id = $1::uuid and p.id = any($2::uuid[])`,
    [transaction.scope.firmId, personIds, leftRoster, transaction.changedAt],
  );
  await transaction.delete(PersonRole, { personId: In(personIds) });
  const coached = await endMemberships(transaction, { role: "COACH", personIds, handOverToId }, today);
  await endMemberships(transaction, { role: "CLIENT", personIds }, today);
  await expireIntroductionsOf(transaction, personIds, now);
  await endDelegations(transaction, { personIds });
  await endKeys(transaction, personIds);
  for (const person of personIds) transaction.tell({ type: "person.deactivated", ids: { person } });
  return coached;
}
