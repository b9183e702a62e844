import type { Transaction } from "@coachwork/platform";
import { PersonRole } from "@coachwork/schema";

/**
 * The ids of the firm's owners, who stay its owners until the end of this transaction unless it says otherwise. Whoever
 * takes the role OWNER from somebody looks here first: two at once cannot each take it from the other of the last two.
 * The people are locked, since roles have nothing to lock, and read again, since the wait may have been for one who lost it.
 */
export async function lockOwners(transaction: Transaction): Promise<Set<string>> {
  const before = await ownersOf(transaction);
  await transaction.query(
    "select id from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for no key update",
    [transaction.scope.firmId, before],
  );
  return new Set(await ownersOf(transaction));
}

async function ownersOf(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.find(PersonRole, { role: "OWNER" });
  return rows.map(({ personId }) => personId);
}
