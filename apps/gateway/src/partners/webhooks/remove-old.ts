import { executeWithoutActor, firmsReadBy } from "@coachwork/platform";
import { WebhookAttempt, WebhookDelivery } from "@coachwork/schema";
import { In } from "typeorm";
import type { Services } from "../../graphql/context.js";
import { WEBHOOK_READER } from "./record-events.js";

/** Messages that are removed in one transaction. */
const BATCH = 1_000;

/** Removes the messages of all firms that are older than this many milliseconds, with their attempts. Those that wait stay. */
export async function removeOld(services: Services, keptMs: number): Promise<void> {
  for (const { firmId } of await firmsReadBy(services.database, WEBHOOK_READER)) {
    for (let removed = BATCH; removed === BATCH;) removed = await removeSome(services, firmId, keptMs);
  }
}

function removeSome(services: Services, firmId: string, keptMs: number): Promise<number> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const old = await transaction.query<{ id: string }>(
      `select id from webhook_delivery where firm_id = $1::uuid and created_at < $2 and status <> 'PENDING'
       order by created_at limit ${BATCH}`,
      [firmId, new Date(now - keptMs)],
    );
    const ids = old.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await transaction.delete(WebhookAttempt, { deliveryId: In(ids) });
    await transaction.delete(WebhookDelivery, { id: In(ids), status: In(["DELIVERED", "FAILED", "DROPPED"]) });
    return ids.length;
  });
}
