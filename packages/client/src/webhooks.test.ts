import { describe, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { verifyWebhook, WebhookVerificationError } from "./webhooks.js";

const [old, next, other] = ["b2xkIHNlY3JldA==", "bmV3IHNlY3JldA==", "b3RoZXIgc2VjcmV0"].map(
  (each) => `whsec_${each}`,
) as [string, string, string];
const body = '{"type":"session.booked","seq":7}';

function headers(secret: string, { at = new Date(), text = body } = {}): Record<string, string> {
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign("msg_1", at, text),
  };
}

describe("a webhook", () => {
  test.each([
    ["of fetch", new Headers(headers(old))],
    ["of Node", headers(old)],
    [
      "in other letters",
      Object.fromEntries(Object.entries(headers(old)).map(([name, one]) => [name.toUpperCase(), one])),
    ],
  ])("is verified by headers %s, and its payload is told", (_, given) => {
    expect(verifyWebhook(old, given, body)).toEqual({ type: "session.booked", seq: 7 });
    expect(verifyWebhook(old, given, new TextEncoder().encode(body))).toEqual({ type: "session.booked", seq: 7 });
  });

  test("is verified by either secret while one is rotated", () => {
    for (const secret of [old, next]) expect(verifyWebhook([old, next], headers(secret), body)).toBeTruthy();
    expect(() => verifyWebhook([old, next], headers(other), body)).toThrow(WebhookVerificationError);
  });

  test.each([
    ["another secret signed it", headers(other), body],
    ["its body was changed", headers(old), body.replace("7", "8")],
    ["it is old", headers(old, { at: new Date(Date.now() - 6 * 60_000) }), body],
    ["it comes from the future", headers(old, { at: new Date(Date.now() + 6 * 60_000) }), body],
    ["it has no signature", { ...headers(old), "webhook-signature": undefined }, body],
    ["its signature is nonsense", { ...headers(old), "webhook-signature": "v1,x v2" }, body],
  ])("is refused if %s", (_, given, text) => {
    expect(() => verifyWebhook(old, given, text)).toThrow(WebhookVerificationError);
  });

  test("is refused if there is no secret", () => {
    expect(() => verifyWebhook([], headers(old), body)).toThrow("There is no secret to verify it with.");
  });
});
