import { implement, newId } from "@coachwork/platform";
import { SendTestWebhook, TEST_MESSAGE, WebhookDelivery } from "@coachwork/schema";
import { endpointToSendTo } from "./endpoint-to-change.js";
import { wakeLines } from "./line-of.js";
import { testBody } from "./message-body.js";
import { messageIdOf } from "./signing.js";

/** Sends a message to an endpoint that only tries whether it answers. */
export const sendTestWebhook = implement(SendTestWebhook, async (context, input) => {
  const { transaction, now } = context;
  const { id: endpointId } = await endpointToSendTo(context, input.id);
  const id = newId();
  await transaction.insert(WebhookDelivery, {
    ...{ id, endpointId, eventType: TEST_MESSAGE, seq: null, subject: messageIdOf(id), payload: testBody(now) },
    ...{ status: "PENDING", attemptCount: 0, tries: 0, nextAttemptAt: new Date(now), createdAt: new Date(now) },
  });
  await wakeLines(transaction, [endpointId], now);
  transaction.tell({ type: "webhook.tested", ids: { webhookEndpoint: endpointId, webhookDelivery: id } });
  return { webhookDelivery: id };
});
