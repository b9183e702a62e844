import { Webhook } from "standardwebhooks";

/** The headers of a request, as `fetch` or as Node has them. */
export type RequestHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request that claims to be a webhook is not: its signature is missing, wrong or too old. Answer it with 400. */
export class WebhookVerificationError extends Error {
  override readonly name = "WebhookVerificationError";
}

/**
 * The payload of a webhook, once its signature is verified (Standard Webhooks 1.0).
 *
 * @param secret the endpoint's secret, `whsec_…`. Several of them while it is rotated
 * @param headers those of the request; it reads `webhook-id`, `webhook-timestamp` and `webhook-signature`
 * @param body the request's body exactly as it came, before any JSON is parsed
 * @throws WebhookVerificationError if no secret signed this, or it is more than five minutes old
 */
export function verifyWebhook<Payload = unknown>(
  secret: string | readonly string[],
  headers: RequestHeaders,
  body: string | Uint8Array,
): Payload {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const signed = Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, headerOf(headers, name)]),
  );
  let failure: unknown;
  for (const each of typeof secret === "string" ? [secret] : secret) {
    try {
      return new Webhook(each).verify(text, signed) as Payload;
    } catch (error) {
      failure = error;
    }
  }
  const reason = failure instanceof Error ? failure.message : "There is no secret to verify it with";
  throw new WebhookVerificationError(`This is not a webhook of Coachwork: ${reason}.`, { cause: failure });
}

function headerOf(headers: RequestHeaders, name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
  return String(value ?? "");
}
