import {
  ADMINS,
  changed,
  clearable,
  idOf,
  mutation,
  optional,
  required,
  stale,
  versionRead,
} from "../../common/declare.js";
import { ApiKey } from "../api-key.js";
import {
  ABOUT_SELECTION,
  endpointAddress,
  endpointDescription,
  endpointSelection,
  eventTypes,
} from "./endpoint-fields.js";
import { addressRefusals, archivedRefusal, audienceRefusals, selectionRefusals } from "./refusals.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const UpdateWebhookEndpoint = mutation("updateWebhookEndpoint", {
  owner: "gateway",
  description:
    "Changes an endpoint. Fields that you leave out stay the same. What waits is sent to the new address, with the body that was made for it.",
  roles: ADMINS,
  input: {
    id: required(idOf(WebhookEndpoint), "The endpoint."),
    url: optional(endpointAddress, "The https address that messages are posted to."),
    description: clearable(endpointDescription, "What it is for."),
    eventTypes: optional(eventTypes, "The events that it is told of. Empty: all that its API key may see."),
    selection: clearable(endpointSelection, `${ABOUT_SELECTION} Null: nothing else.`),
    apiKeyId: optional(idOf(ApiKey), "The API key with whose rights messages are made from now on."),
    version: versionRead,
  },
  refusals: { ...addressRefusals, ...audienceRefusals, ...selectionRefusals, ...archivedRefusal, ...stale },
  result: { webhookEndpoint: changed(WebhookEndpoint, "The changed endpoint.") },
});
