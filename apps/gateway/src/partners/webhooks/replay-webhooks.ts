import { type CommandContext, implement } from "@coachwork/platform";
import {
  MOST_REPLAYED,
  ReplayWebhookDelivery,
  ReplayWebhooksFrom,
  TEST_MESSAGE,
  WebhookDelivery,
  WebhookEndpoint,
} from "@coachwork/schema";
import { endpointToSendTo, refuseDisabled } from "./endpoint-to-change.js";
import { lockLine, settle, wakeLines } from "./line-of.js";

/** Sends a message again, as it was. One that waits for a retry is sent now. */
export const replayWebhookDelivery = implement(ReplayWebhookDelivery, async (context, input) => {
  const { transaction } = context;
  const { endpointId } = await context.fetch(WebhookDelivery, input.id, "id");
  await lockLine(transaction, endpointId);
  const { id, subject, generation } = await context.fetch(WebhookDelivery, input.id, "id", { lock: true });
  refuseDisabled(context, (await transaction.findOne(WebhookEndpoint, { id: endpointId }))!);
  const again = { status: "PENDING", tries: 0, nextAttemptAt: null, generation: generation + 1 };
  await transaction.update(WebhookDelivery, { id }, again);
  await send(context, endpointId, [subject]);
  transaction.tell({ type: "webhook.replayed", ids: { webhookEndpoint: endpointId, webhookDelivery: id } });
  return { webhookDelivery: id };
});

/** Sends again what an endpoint was told from an instant on. */
export const replayWebhooksFrom = implement(ReplayWebhooksFrom, async (context, input) => {
  const { transaction } = context;
  const { firmId } = transaction.scope;
  const { id } = await endpointToSendTo(context, input.id);
  const found = await transaction.query<{ id: string; subject: string }>(
    `select id, subject from webhook_delivery where firm_id = $1::uuid and endpoint_id = $2::uuid and created_at >= $3
       and event_type <> '${TEST_MESSAGE}' and status = any($4::text[]) limit ${MOST_REPLAYED + 1}`,
    [firmId, id, input.from, ["FAILED", "DROPPED", ...(input.delivered ? ["DELIVERED"] : [])]],
  );
  if (found.length > MOST_REPLAYED) {
    const message = `More than ${MOST_REPLAYED} messages would be sent again. Choose a later instant.`;
    context.refuse("TOO_MANY", "from", message);
  }
  if (found.length > 0) {
    await transaction.query(
      `update webhook_delivery
       set status = 'PENDING', tries = 0, next_attempt_at = null, generation = generation + 1, updated_at = $3
       where firm_id = $1::uuid and id = any($2::uuid[])`,
      [firmId, found.map((delivery) => delivery.id), transaction.changedAt],
    );
    await send(
      context,
      id,
      found.map(({ subject }) => subject),
    );
    transaction.tell({ type: "webhook.replayed", ids: { webhookEndpoint: id } });
  }
  return { webhookEndpoint: id, replayed: found.length };
});

async function send(
  { transaction, now }: CommandContext<never>,
  endpointId: string,
  subjects: readonly string[],
): Promise<void> {
  await settle(transaction, [endpointId], subjects, now);
  await wakeLines(transaction, [endpointId], now);
}
