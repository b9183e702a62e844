import { ADMINS, changed, idOf, mutation, required } from "../../common/declare.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const ArchiveWebhookEndpoint = mutation("archiveWebhookEndpoint", {
  owner: "gateway",
  description:
    "Archives an endpoint for good: nothing more is sent to it, and its secrets are forgotten. What was sent can be looked at until it is removed.",
  roles: ADMINS,
  input: { id: required(idOf(WebhookEndpoint), "The endpoint.") },
  result: { webhookEndpoint: changed(WebhookEndpoint, "The archived endpoint.") },
});
