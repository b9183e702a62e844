import type { DemoFirm } from "./demo-firm.ts";
import { demoId, demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes what the owner exported for the auditors some weeks ago, and what a partner's key reads once a month. Both results have expired. */
export function writeExports(firm: DemoFirm, { add, addRow, day, tell }: Writing): void {
  const at = (days: number, time: string) => new Date(`${day(days)}T${time}Z`);
  const [, scopes] = firm.apiKeys[0]!;
  const list = scopes.some((scope) => scope.startsWith("people:"))
    ? "{ people(orderBy: NAME) { nodes { id externalId name email status } } }"
    : "{ engagements { nodes { id title status startsOn endsOn } } }";
  const exports = [
    {
      ...{
        days: -23,
        query: "{ auditEntries(orderBy: OCCURRED) { nodes { type occurredAt actor { name } clientAddress } } }",
      },
      ...{ row_count: 214, byte_count: 31_746, created_by_id: demoPersonId(firm, "owner") },
    },
    { days: -19, query: list, row_count: 27, byte_count: 4_118, api_key_id: demoId(firm, "api_key", 1) },
  ];
  for (const { days, ...row } of exports) {
    const bulkExport = add("bulk_export", {
      ...{ ...row, status: "DONE", created_at: at(days, "06:30:02"), started_at: at(days, "06:30:03") },
      ...{ ended_at: at(days, "06:30:04"), expires_at: at(days + 7, "06:30:04") },
    });
    if ("created_by_id" in row) tell({ type: "bulk_export.created", ids: { bulkExport } }, "owner");
  }
  addRow("bulk_line", {});
}
