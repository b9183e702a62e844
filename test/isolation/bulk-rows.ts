import type { Rows } from "./rows.js";

/** What an owner exported, what a partner's key tried to, and what it is at. A key that looks has none of them. */
export async function exportsOf(rows: Rows, { owner, apiKey }: { readonly owner: string; readonly apiKey: string }) {
  const { text } = rows.marks;
  const asked = { query: `{ people { nodes { id ${text} KEY } } }`, variables: `{"${text} KEY":1}` };
  const done = await rows.row("bulk_export", {
    ...asked,
    ...{ status: "DONE", created_by_id: owner, row_count: 131, byte_count: 137_131 },
    ...{ created_at: rows.at(1, "01:02:24.551"), started_at: rows.at(1, "01:02:24.552") },
    ...{ ended_at: rows.at(1, "01:02:24.553"), expires_at: rows.at(300, "01:02:24.554") },
  });
  await rows.row("bulk_export", {
    ...asked,
    ...{ status: "FAILED", api_key_id: apiKey, row_count: 139, byte_count: 137_139 },
    ...{ format: "CSV", error_code: "QUERY_FAILED", error_message: `${text} KEY failed` },
    ...{ created_at: rows.at(2, "01:02:24.555"), started_at: rows.at(2, "01:02:24.556") },
    ...{ ended_at: rows.at(2, "01:02:24.557"), expires_at: rows.at(301, "01:02:24.558") },
  });
  const running = await rows.row("bulk_export", {
    ...asked,
    ...{ status: "RUNNING", api_key_id: apiKey, row_count: 149, byte_count: 137_149, cursor: `${text} KEY cursor` },
    ...{ created_at: rows.at(3, "01:02:24.559"), started_at: rows.at(3, "01:02:24.561") },
  });
  await rows.row("bulk_part", { export_id: done, number: 1, state: "KEPT", byte_count: 137_131 });
  await rows.insert("bulk_line", {
    due_at: rows.at(300, "01:02:24.554"),
    worker: rows.id(),
    leased_until: rows.at(1, "01:02:24.563"),
  });
  return running;
}
