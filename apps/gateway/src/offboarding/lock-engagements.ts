import type { Transaction } from "@coachwork/platform";
import { Person, uuidOf } from "@coachwork/schema";

/**
 * Locks the engagements that somebody coaches before any person, in the same order as commands that add a person to an
 * engagement.
 */
export async function lockCoached(transaction: Transaction, personId: string): Promise<void> {
  await transaction.query(
    `select e.id from engagement e where e.firm_id = $1::uuid and e.id in (
       select c.engagement_id from engagement_coach c where c.firm_id = $1::uuid and c.person_id = $2::uuid
     ) order by e.id for no key update`,
    [transaction.scope.firmId, uuidOf(Person, personId)],
  );
}

/**
 * Locks every engagement that these people coach or take part in, or ever did, in the same order. Letters about its sessions that
 * are being written are finished by then.
 */
export async function lockEngagementsOf(transaction: Transaction, personIds: readonly string[]): Promise<void> {
  await transaction.query(
    `select e.id from engagement e where e.firm_id = $1::uuid and e.id in (
       select c.engagement_id from engagement_coach c where c.firm_id = $1::uuid and c.person_id = any($2::uuid[])
       union select p.engagement_id from engagement_participant p where p.firm_id = $1::uuid and p.person_id = any($2::uuid[])
     ) order by e.id for update`,
    [transaction.scope.firmId, personIds],
  );
}
