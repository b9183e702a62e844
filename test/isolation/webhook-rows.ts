import type { Rows } from "./rows.js";

/** A partner's endpoint with a message and an attempt, as owners and admins see them. And one that was archived. */
export async function webhooksOf(rows: Rows, { owner, apiKey }: { readonly owner: string; readonly apiKey: string }) {
  const { text } = rows.marks;
  const row = {
    url: `https://partner.example/${text} KEY/hook`,
    description: `${text} KEY of the hook`,
    event_types: ["PERSON_CREATED"],
    selection: `{ object { id ${text} KEY } }`,
    api_key_id: apiKey,
    status: "ACTIVE",
    secret: `${text} KEY sealed`,
    created_by_id: owner,
    created_at: rows.at(1, "01:02:16.571"),
  };
  const endpoint = await rows.row("webhook_endpoint", row);
  await rows.row("webhook_endpoint", {
    ...row,
    ...{ status: "DISABLED", disabled_reason: "FAILING", disabled_at: rows.at(2, "01:02:16.573") },
    ...{ failing_since: rows.at(2, "01:02:16.575"), last_delivered_at: rows.at(2, "01:02:16.577"), told_after: 1 },
    ...{ previous_secret: `${text} KEY sealed before`, previous_secret_until: rows.at(3, "01:02:16.579") },
    archived_at: rows.at(4, "01:02:16.581"),
  });
  const delivery = await rows.row("webhook_delivery", {
    ...{ endpoint_id: endpoint, event_type: "PERSON_CREATED", seq: 1, subject: `${text} KEY subject` },
    ...{ payload: `{"${text} KEY":1}`, status: "DELIVERED", attempt_count: 1, tries: 1 },
    ...{ delivered_at: rows.at(1, "01:02:16.583"), created_at: rows.at(1, "01:02:16.585") },
  });
  await rows.row("webhook_delivery", {
    ...{ endpoint_id: endpoint, event_type: "PERSON_CREATED", seq: 2, subject: `${text} KEY waiting` },
    ...{ payload: `{"${text} KEY":2}`, status: "PENDING", attempt_count: 0, tries: 0 },
    ...{ next_attempt_at: rows.at(300, "01:02:16.589"), created_at: rows.at(1, "01:02:16.586") },
  });
  await rows.row("webhook_attempt", {
    ...{ delivery_id: delivery, number: 1, attempted_at: rows.at(1, "01:02:16.588"), duration_ms: 137 },
    ...{ url: `https://partner.example/${text} KEY`, request_headers: [`webhook-id: ${text} KEY`] },
    ...{ response_status: 500, response_body: `${text} KEY answered`, error: `${text} KEY failed` },
  });
  await rows.insert("webhook_line", {
    endpoint_id: endpoint,
    due_at: rows.at(300, "01:02:16.589"),
    worker: rows.id(),
    leased_until: rows.at(1, "01:02:16.590"),
  });
  return { endpoint, delivery };
}
