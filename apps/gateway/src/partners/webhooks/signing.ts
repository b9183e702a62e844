import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";

// Standard Webhooks 1.0, https://www.standardwebhooks.com: a message is signed as `id.timestamp.body`.

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** A message as it is sent. */
export interface SignedMessage {
  /** The `webhook-id`, the same in every attempt. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly body: string;
}

/** What signs with a secret. To make it takes longer than to sign, so make it once for many messages. */
export function signingKeyOf(secret: string): KeyObject {
  return createSecretKey(secret.slice(PREFIX.length), "base64");
}

/** The headers of a message, with a signature of each of the keys. */
export function signedHeaders(
  { id, sentAt, body }: SignedMessage,
  keys: readonly KeyObject[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1_000));
  const signatures = keys.map((key) => `v1,${signatureOf(`${id}.${timestamp}.${body}`, key)}`);
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}

function signatureOf(text: string, key: KeyObject): string {
  return createHmac("sha256", key).update(text).digest("base64");
}

/** The `webhook-id` of a delivery. */
export function messageIdOf(deliveryId: string): string {
  return `msg_${deliveryId.replaceAll("-", "")}`;
}
