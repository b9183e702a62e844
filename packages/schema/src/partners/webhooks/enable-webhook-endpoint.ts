import { ADMINS, changed, idOf, mutation, required } from "../../common/declare.js";
import { archivedRefusal, audienceRefusals } from "./refusals.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const EnableWebhookEndpoint = mutation("enableWebhookEndpoint", {
  owner: "gateway",
  description:
    "Enables an endpoint again: it is told what happens from now on. What was dropped when it was disabled stays so, until you send it with `replayWebhooksFrom`. What happened in between was not kept for it; ask for what has changed with `updatedSince`.",
  roles: ADMINS,
  input: { id: required(idOf(WebhookEndpoint), "The endpoint.") },
  refusals: { ...archivedRefusal, ...audienceRefusals },
  result: { webhookEndpoint: changed(WebhookEndpoint, "The enabled endpoint.") },
});
