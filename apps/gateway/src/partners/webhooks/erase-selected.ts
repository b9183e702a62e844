import type { Transaction } from "@coachwork/platform";
import { WebhookDelivery } from "@coachwork/schema";
import { thinBody } from "./message-body.js";

/** Locks the firm's messages. What was read of a person for a body is stored before this, or never. */
export async function lockMessages(transaction: Transaction): Promise<void> {
  await transaction.query("select from webhook_line where firm_id = $1::uuid order by endpoint_id for update", [
    transaction.scope.firmId,
  ]);
}

/**
 * Takes out of stored messages what was selected of an event about one of these, or of what is theirs: a title or an address that
 * no search for a name finds. What every message tells of its event stays.
 */
export async function eraseSelected(transaction: Transaction, ids: readonly string[]): Promise<void> {
  const found = await transaction.query<{ id: string; payload: string }>(
    `select d.id, d.payload from webhook_delivery d
     left join event v on v.firm_id = $1::uuid and v.seq = d.seq
     where d.firm_id = $1::uuid and d.seq is not null and d.payload is not null
       and (d.payload like any($2::text[]) or replace(v.ids::text, '-', '') like any($2::text[]))`,
    [transaction.scope.firmId, ids.map((id) => `%${id.replaceAll("-", "")}%`)],
  );
  for (const { id, payload } of found) {
    const thin = thinBody(payload);
    if (thin !== payload) await transaction.update(WebhookDelivery, { id }, { payload: thin });
  }
}
