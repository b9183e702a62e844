import type { Transaction } from "@coachwork/platform";
import { type WebhookDisabledReason, WebhookEndpoint, WebhookLine } from "@coachwork/schema";

// The row of an endpoint's line is the lock of all messages that wait for it. Whoever changes one of them takes it first.

/** Locks the messages of endpoints, and has a gateway look for those that are due. */
export async function wakeLines(transaction: Transaction, endpointIds: readonly string[], now: number): Promise<void> {
  await transaction.query(
    `update webhook_line set due_at = least(coalesce(due_at, $3), $3)
     where firm_id = $1::uuid and endpoint_id = any($2::uuid[])`,
    [transaction.scope.firmId, endpointIds, new Date(now)],
  );
}

/**
 * Lets the first message of each subject that waits be due, and has the others wait for it. The line must be locked. Sent before
 * it returns.
 */
export async function settle(
  transaction: Transaction,
  endpointIds: readonly string[],
  subjects: readonly string[],
  now: number,
): Promise<void> {
  await transaction.query(
    `update webhook_delivery d
     set next_attempt_at = case when d.next_attempt_at is null then $4::timestamptz end, updated_at = $5
     where d.firm_id = $1::uuid and d.endpoint_id = any($2::uuid[]) and d.subject = any($3::text[]) and d.status = 'PENDING'
       and (d.next_attempt_at is null) = not exists (
         select from webhook_delivery e where e.firm_id = $1::uuid and e.endpoint_id = d.endpoint_id
           and e.status = 'PENDING' and e.subject = d.subject and e.seq < d.seq)`,
    [transaction.scope.firmId, endpointIds, [...new Set(subjects)], new Date(now), transaction.changedAt],
  );
}

/** Locks the messages of an endpoint, first of all that is changed of it. */
export async function lockLine(transaction: Transaction, endpointId: string): Promise<void> {
  await transaction.query("select from webhook_line where firm_id = $1::uuid and endpoint_id = $2::uuid for update", [
    transaction.scope.firmId,
    endpointId,
  ]);
}

/** Disables an endpoint, and drops what waits for it. */
export async function disableEndpoint(
  transaction: Transaction,
  id: string,
  reason: WebhookDisabledReason,
  now: number,
): Promise<void> {
  await dropWaiting(transaction, id);
  await transaction.update(
    WebhookEndpoint,
    { id },
    { status: "DISABLED", disabledReason: reason, disabledAt: new Date(now) },
  );
  transaction.tell({ type: "webhook.disabled", ids: { webhookEndpoint: id } });
}

/** Drops the messages of these types that wait for an endpoint. The line must be locked. */
export async function dropTypes(
  transaction: Transaction,
  endpointId: string,
  types: readonly string[],
  now: number,
): Promise<void> {
  const dropped = await transaction.query<{ subject: string }>(
    `update webhook_delivery set status = 'DROPPED', next_attempt_at = null, updated_at = $4
     where firm_id = $1::uuid and endpoint_id = $2::uuid and event_type = any($3::text[]) and status = 'PENDING'
     returning subject`,
    [transaction.scope.firmId, endpointId, types, transaction.changedAt],
  );
  await settle(
    transaction,
    [endpointId],
    dropped.map(({ subject }) => subject),
    now,
  );
}

/** Drops the messages that wait for an endpoint. One that is on its way may still arrive. */
export async function dropWaiting(transaction: Transaction, endpointId: string): Promise<void> {
  await transaction.update(WebhookLine, { endpointId }, { dueAt: null });
  await transaction.query(
    `update webhook_delivery set status = 'DROPPED', next_attempt_at = null, updated_at = $3
     where firm_id = $1::uuid and endpoint_id = $2::uuid and status = 'PENDING'`,
    [transaction.scope.firmId, endpointId, transaction.changedAt],
  );
}
