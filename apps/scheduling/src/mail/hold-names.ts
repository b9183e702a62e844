import type { Transaction } from "@coachwork/platform";

/**
 * Keeps people from being erased or merged while a letter about a session or a series is written. What a letter shows was read
 * before, and would bring back a name that is gone by then. Others may book in the engagement meanwhile.
 */
export async function holdNames(transaction: Transaction, table: "session" | "series", id: string): Promise<void> {
  await transaction.query(
    `select e.id from engagement e where e.firm_id = $1::uuid and e.id = (
       select t.engagement_id from ${table} t where t.firm_id = $1::uuid and t.id = $2::uuid
     ) for key share`,
    [transaction.scope.firmId, id],
  );
}
