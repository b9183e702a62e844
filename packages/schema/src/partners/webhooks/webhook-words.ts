import { wordsOf, type WordOf } from "../../common/enums.js";

export const WebhookEndpointStatus = wordsOf("WebhookEndpointStatus", "Whether messages are sent to an endpoint.", {
  ACTIVE: "Messages are sent.",
  DISABLED: "Nothing is sent, and what happens is not kept for it.",
});
export type WebhookEndpointStatus = WordOf<typeof WebhookEndpointStatus>;

export const WebhookDisabledReason = wordsOf("WebhookDisabledReason", "Why an endpoint is disabled.", {
  BY_HAND: "Somebody disabled it.",
  FAILING: "It failed for five days without one success.",
  GONE: "It answered 410 Gone.",
  KEY_ENDED: "Its API key was revoked or has expired.",
  SCOPE_LOST: "Its API key has lost a scope that its events or its selection need.",
});
export type WebhookDisabledReason = WordOf<typeof WebhookDisabledReason>;

export const WebhookDeliveryStatus = wordsOf("WebhookDeliveryStatus", "What became of a message to an endpoint.", {
  PENDING: "It is still to be delivered.",
  DELIVERED: "The endpoint answered with a status of 200 to 299.",
  FAILED: "Every attempt failed. It is not sent again unless you replay it.",
  DROPPED: "The endpoint was disabled before it was delivered. It is not sent unless you replay it.",
});
export type WebhookDeliveryStatus = WordOf<typeof WebhookDeliveryStatus>;
