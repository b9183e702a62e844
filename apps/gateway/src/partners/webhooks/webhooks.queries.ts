import { WebhookEndpoint, WebhookEndpointOrder } from "@coachwork/schema";
import { queriesFor } from "../../graphql/queries.js";

export const WebhookEndpointQueries = queriesFor(WebhookEndpoint, {
  many: "webhookEndpoints",
  order: WebhookEndpointOrder,
  orderBy: "CREATED",
});
