import { executeWithoutActor, logAt, type Transaction } from "@coachwork/platform";
import { type LoggedEvent, WebhookDelivery } from "@coachwork/schema";
import { IsNull } from "typeorm";
import type { Services } from "../../graphql/context.js";
import { isTold } from "../../live/told-events.js";
import { viewerOfKey } from "../key-viewer.js";
import { type EndpointKey, keyColumns } from "./endpoint-key.js";
import { lockLine, settle } from "./line-of.js";
import { messageBody } from "./message-body.js";

/** The messages that are made at a time. */
const BATCH = 50;

/** `type` is null if the event is not in the log any more. */
type Unmade = EndpointKey &
  LoggedEvent & { readonly id: string; readonly subject: string; readonly selection: string | null };

const unmade = `select d.id, d.subject, e.selection, v.seq::float8 as seq, v.type, v.ids, v.actor_id as "actorId",
    v.occurred_at as "occurredAt", ${keyColumns}
  from webhook_delivery d
  join webhook_endpoint e on e.firm_id = $1::uuid and e.id = d.endpoint_id
  join api_key k on k.firm_id = $1::uuid and k.id = e.api_key_id
  join firm f on f.firm_id = $1::uuid
  left join event v on v.firm_id = $1::uuid and v.seq = d.seq
  where d.firm_id = $1::uuid and d.endpoint_id = $2::uuid and d.payload is null and d.status = 'PENDING'
  order by d.seq limit ${BATCH}`;

/**
 * Makes the bodies of an endpoint's messages that have none yet, right after their events: reads as the key what it may see, from
 * the primary database. A message about what the key does not see is removed.
 */
export async function makePayloads(services: Services, firmId: string, endpointId: string): Promise<void> {
  const { lastSeq } = await logAt(services.database, firmId);
  const rows = (await services.database.read({ firmId, personId: null }, unmade, [
    firmId,
    endpointId,
  ])) as unknown as Unmade[];
  const made = await Promise.all(
    rows.map(async (row) => ({ ...row, payload: await payloadOf(services, firmId, row) })),
  );
  if (made.length === 0) return;
  await executeWithoutActor(services, firmId, async (transaction, now) => {
    await lockLine(transaction, endpointId);
    // Somebody may have been erased since: nothing is stored that was read before.
    if (await wasErasedAfter(transaction, lastSeq)) return;
    for (const { id, payload } of made)
      if (payload === null) await transaction.delete(WebhookDelivery, { id, status: "PENDING" });
      else await transaction.update(WebhookDelivery, { id, payload: IsNull() }, { payload });
    await settle(
      transaction,
      [endpointId],
      made.map(({ subject }) => subject),
      now,
    );
  });
}

async function wasErasedAfter(transaction: Transaction, seq: number): Promise<boolean> {
  const [erased] = await transaction.query(
    "select seq from event where firm_id = $1::uuid and seq > $2 and type = 'person.erased' limit 1",
    [transaction.scope.firmId, seq],
  );
  return erased !== undefined;
}

async function payloadOf(services: Services, firmId: string, row: Unmade): Promise<string | null> {
  if ((row.type as string | null) === null) return null;
  const viewer = viewerOfKey(firmId, row, services.clock.now());
  if (!(await isTold(services, viewer, row))) return null;
  const { selection } = row;
  const selected = selection === null ? undefined : await services.selections.answer(services, viewer, selection, row);
  return messageBody(services, viewer, row, selected);
}
