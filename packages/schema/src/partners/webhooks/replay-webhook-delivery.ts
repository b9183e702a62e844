import { ADMINS, changed, idOf, mutation, required } from "../../common/declare.js";
import { disabledRefusal } from "./refusals.js";
import { WebhookDelivery } from "./webhook-delivery.js";

export const ReplayWebhookDelivery = mutation("replayWebhookDelivery", {
  owner: "gateway",
  description:
    "Sends a message again, with the same `webhook-id` and the same body. One that waits for its next attempt is sent now. It keeps its place among the messages about the same subject.",
  roles: ADMINS,
  input: { id: required(idOf(WebhookDelivery), "The message.") },
  refusals: disabledRefusal,
  result: { webhookDelivery: changed(WebhookDelivery, "The message, on its way.") },
});
