import { createWebhookEndpointWith } from "./create-webhook-endpoint.js";
import { enableWebhookEndpointWith } from "./enable-webhook-endpoint.js";
import { archiveWebhookEndpoint, disableWebhookEndpoint } from "./end-webhook-endpoint.js";
import { replayWebhookDelivery, replayWebhooksFrom } from "./replay-webhooks.js";
import { rotateWebhookSecretWith } from "./rotate-webhook-secret.js";
import { sendTestWebhook } from "./send-test-webhook.js";
import { updateWebhookEndpointWith } from "./update-webhook-endpoint.js";
import type { WebhookParts } from "./webhook-settings.js";

/** The commands for webhooks. */
export const webhookCommands = (parts: WebhookParts) => ({
  createWebhookEndpoint: createWebhookEndpointWith(parts),
  updateWebhookEndpoint: updateWebhookEndpointWith(parts),
  rotateWebhookSecret: rotateWebhookSecretWith(parts),
  disableWebhookEndpoint,
  enableWebhookEndpoint: enableWebhookEndpointWith(parts),
  archiveWebhookEndpoint,
  sendTestWebhook,
  replayWebhookDelivery,
  replayWebhooksFrom,
});
