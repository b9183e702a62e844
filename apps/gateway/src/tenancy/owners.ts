import type { Transaction } from "@coachwork/platform";
import { PersonRole } from "@coachwork/schema";

/**
 * The ids of the firm's owners, who keep the role until the end of this transaction unless it changes that. Call this
 * first before taking the role OWNER away: two transactions cannot each take it from one of the last two. It locks the
 * people, because roles cannot be locked, and reads them again, because one may have lost the role during the wait.
 */
export async function lockOwners(transaction: Transaction): Promise<Set<string>> {
  const before = await ownersOf(transaction);
  await transaction.query(
    "select id from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for no key update",
    [transaction.scope.firmId, before],
  );
  return new Set(await ownersOf(transaction));
}

/** Whether the firm has an owner besides this person who can sign in. Somebody who is only invited may never come. */
export async function hasAnotherOwner(transaction: Transaction, personId: string): Promise<boolean> {
  const owners = await transaction.query(
    `select from person p join person_role r on r.firm_id = $1::uuid and r.person_id = p.id and r.role = 'OWNER'
     where p.firm_id = $1::uuid and p.status = 'ACTIVE' and p.id <> $2::uuid limit 1`,
    [transaction.scope.firmId, personId],
  );
  return owners.length > 0;
}

async function ownersOf(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.find(PersonRole, { role: "OWNER" });
  return rows.map(({ personId }) => personId);
}
