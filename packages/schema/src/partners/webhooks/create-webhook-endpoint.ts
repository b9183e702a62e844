import { ADMINS, changed, clearable, idOf, mutation, required, shownOnce, usual } from "../../common/declare.js";
import { ApiKey } from "../api-key.js";
import {
  ABOUT_EVENT_TYPES,
  ABOUT_SELECTION,
  endpointAddress,
  endpointDescription,
  endpointSelection,
  eventTypes,
} from "./endpoint-fields.js";
import { addressRefusals, audienceRefusals, MOST_WEBHOOK_ENDPOINTS, selectionRefusals } from "./refusals.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const CreateWebhookEndpoint = mutation("createWebhookEndpoint", {
  owner: "gateway",
  description:
    "Has an address told what happens from now on. Only this response contains the secret with which messages are signed.",
  roles: ADMINS,
  input: {
    url: required(endpointAddress, "The https address that messages are posted to."),
    description: clearable(endpointDescription, "What it is for."),
    eventTypes: usual(eventTypes, [], ABOUT_EVENT_TYPES),
    selection: clearable(endpointSelection, ABOUT_SELECTION),
    apiKeyId: required(idOf(ApiKey), "The API key with whose rights messages are made: they tell what it may see."),
  },
  refusals: {
    ...addressRefusals,
    ...audienceRefusals,
    ...selectionRefusals,
    TOO_MANY: `The firm already has ${MOST_WEBHOOK_ENDPOINTS} endpoints.`,
  },
  result: {
    webhookEndpoint: changed(WebhookEndpoint, "The new endpoint, without its secret."),
    secret: shownOnce(
      "The secret, `whsec_…`. It is shown only once: null when an idempotency key repeats an earlier response.",
    ),
  },
});
