import { ADMINS, changed, idOf, mutation, required } from "../../common/declare.js";
import { disabledRefusal } from "./refusals.js";
import { WebhookDelivery } from "./webhook-delivery.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const SendTestWebhook = mutation("sendTestWebhook", {
  owner: "gateway",
  description:
    "Sends a message of the type WEBHOOK_TEST to an endpoint, once and at once. Read the delivery to see what was answered. If it fails, the endpoint does not count as failing.",
  roles: ADMINS,
  input: { id: required(idOf(WebhookEndpoint), "The endpoint.") },
  refusals: disabledRefusal,
  result: { webhookDelivery: changed(WebhookDelivery, "The message, on its way.") },
});
