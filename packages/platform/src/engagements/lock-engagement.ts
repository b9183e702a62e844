import { Engagement } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";

/**
 * Locks an engagement, regardless of who may see it, before what belongs to it. Commands and bookings in progress are finished by then, and
 * no others start until the transaction ends.
 */
export async function lockEngagement(transaction: Transaction, id: string): Promise<Engagement | null> {
  await transaction.query(
    "select e.id from engagement e where e.firm_id = $1::uuid and e.id = $2::uuid for no key update",
    [transaction.scope.firmId, id],
  );
  return transaction.findOne(Engagement, { id });
}
