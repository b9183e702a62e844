import type { Transaction } from "@coachwork/platform";
import { lockExports, wakeExports } from "./lock-exports.js";

/**
 * Takes all results of a firm away, because nobody can look into them for a name. One that is being read begins anew: what was read
 * of the person is stored before this, or never. Their files are deleted right afterwards.
 */
export async function dropResults(transaction: Transaction): Promise<void> {
  const { firmId } = transaction.scope;
  await lockExports(transaction);
  await transaction.query("update bulk_part set state = 'DROPPED' where firm_id = $1::uuid", [firmId]);
  await transaction.query(
    `update bulk_export set updated_at = $2::timestamptz, cursor = null,
       expires_at = case when status in ('DONE', 'FAILED') then $2::timestamptz end,
       row_count = case status when 'RUNNING' then 0 else row_count end,
       byte_count = case status when 'RUNNING' then 0 else byte_count end
     where firm_id = $1::uuid and (status = 'RUNNING' or expires_at > $2::timestamptz)`,
    [firmId, transaction.changedAt],
  );
  await wakeExports(transaction);
}
