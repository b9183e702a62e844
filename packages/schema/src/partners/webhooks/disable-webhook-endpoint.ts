import { ADMINS, changed, idOf, mutation, required } from "../../common/declare.js";
import { archivedRefusal } from "./refusals.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const DisableWebhookEndpoint = mutation("disableWebhookEndpoint", {
  owner: "gateway",
  description:
    "Disables an endpoint. What waits for it is dropped, and what happens meanwhile is not kept for it. An attempt that has begun may still arrive.",
  roles: ADMINS,
  input: { id: required(idOf(WebhookEndpoint), "The endpoint.") },
  refusals: archivedRefusal,
  result: { webhookEndpoint: changed(WebhookEndpoint, "The disabled endpoint.") },
});
