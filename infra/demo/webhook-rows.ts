import { randomBytes } from "node:crypto";
import type { DemoFirm } from "./demo-firm.ts";
import { demoFirmId, demoId, demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Encrypts a secret of an endpoint as the gateway does. */
export type Seal = (secret: string, owner: { firmId: string; endpointId: string }) => string;

/**
 * Writes the endpoint of a partner's system that has moved: it answered that it is gone. So the demo sends nothing to anybody until
 * somebody enables it.
 */
export function writeWebhook(firm: DemoFirm, { add, addRow, day, tell }: Writing, seal: Seal): void {
  const { url, description, eventTypes } = firm.webhook;
  const endpointId = demoId(firm, "webhook_endpoint", 1);
  const at = (days: number) => new Date(`${day(days)}T07:12:31Z`);
  const goneAt = at(-9);
  add("webhook_endpoint", {
    ...{ url, description, event_types: eventTypes, api_key_id: demoId(firm, "api_key", 1) },
    ...{ status: "DISABLED", disabled_reason: "GONE", disabled_at: goneAt, failing_since: goneAt },
    ...{ last_delivered_at: at(-12), created_at: at(-12), created_by_id: demoPersonId(firm, "admin") },
    secret: seal(`whsec_${randomBytes(32).toString("base64")}`, { firmId: demoFirmId(firm), endpointId }),
  });
  addRow("webhook_line", { endpoint_id: endpointId });
  tell({ type: "webhook.created", ids: { webhookEndpoint: endpointId } }, "admin");
  for (const [days, status, answer] of [
    [-12, 204, null],
    [-9, 410, "This address is not used any more. Write to integrations@partner.example."],
  ] as const) {
    const sentAt = at(days);
    const timestamp = sentAt.toISOString();
    const delivery = add("webhook_delivery", {
      ...{ endpoint_id: endpointId, event_type: "WEBHOOK_TEST", subject: `msg_test${days}` },
      payload: JSON.stringify({ type: "WEBHOOK_TEST", timestamp, data: {} }),
      ...{ status: status === 204 ? "DELIVERED" : "FAILED", attempt_count: 1, tries: 1 },
      ...{ delivered_at: status === 204 ? sentAt : null, created_at: sentAt },
    });
    add("webhook_attempt", {
      ...{ delivery_id: delivery, number: 1, attempted_at: sentAt, duration_ms: 183, url },
      request_headers: ["content-type: application/json", `webhook-id: msg_${delivery.replaceAll("-", "")}`],
      ...{ response_status: status, response_body: answer },
      error: status === 204 ? null : `It answered with status ${status}.`,
    });
  }
}
