/** Why an address cannot be an endpoint's. */
export const addressRefusals = {
  FORBIDDEN_ADDRESS: "Messages are only sent over HTTPS, to ports 443 and 8443, and never into a private network.",
} as const;

/** Why an endpoint cannot be told of these events with this key. */
export const audienceRefusals = {
  KEY_ENDED: "The API key was revoked or has expired.",
  INSUFFICIENT_SCOPE: "The API key may not see what these events are about.",
} as const;

/** Why a selection is not one that messages can be made with. */
export const selectionRefusals = {
  TOO_EXPENSIVE: "The selection costs more than a message may.",
} as const;

export const archivedRefusal = { ARCHIVED: "The endpoint was archived." } as const;

export const disabledRefusal = {
  ...archivedRefusal,
  WRONG_STATUS: "The endpoint is disabled. Enable it first.",
} as const;

/** The most endpoints that a firm has at a time. */
export const MOST_WEBHOOK_ENDPOINTS = 50;

/** The most deliveries that one replay sends again. */
export const MOST_REPLAYED = 10_000;

/** Hours for which messages are also signed with the secret from before. */
export const SECRET_OVERLAP_HOURS = 24;
