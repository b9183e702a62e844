import type { Transaction } from "@coachwork/platform";

/** Ends the keys of people who may not create keys any more: the keys act in their name. Call it once their roles are written. */
export async function endKeys(transaction: Transaction, personIds: readonly string[]): Promise<void> {
  const keys = await transaction.query<{ id: string }>(
    `update api_key k set revoked_at = $3::timestamptz, updated_at = $3::timestamptz
     where k.firm_id = $1::uuid and k.created_by_id = any($2::uuid[]) and k.revoked_at is null and not exists (
       select from person_role r where r.firm_id = $1::uuid and r.person_id = k.created_by_id and r.role in ('OWNER', 'ADMIN')
     ) returning k.id`,
    [transaction.scope.firmId, personIds, transaction.changedAt],
  );
  for (const { id } of keys) transaction.tell({ type: "api_key.revoked", ids: { apiKey: id } });
}
