import type { Transaction } from "@coachwork/platform";

/** Locks the firm's exports, before anything of theirs is changed. */
export async function lockExports(transaction: Transaction): Promise<void> {
  await transaction.query("select from bulk_line where firm_id = $1::uuid for update", [transaction.scope.firmId]);
}

/** Has a gateway look for work now. */
export async function wakeExports(transaction: Transaction): Promise<void> {
  await transaction.query("update bulk_line set due_at = $2 where firm_id = $1::uuid", [
    transaction.scope.firmId,
    transaction.changedAt,
  ]);
}
