import { implement } from "@coachwork/platform";
import { BulkExport, BulkPart, CancelBulkExport } from "@coachwork/schema";
import { lockExports, wakeExports } from "./lock-exports.js";

/** Ends an export without a result. The gateway that reads it finds out before its next page. */
export const cancelBulkExport = implement(CancelBulkExport, async (context, input) => {
  const { transaction, now } = context;
  await lockExports(transaction);
  const { id, status } = await context.fetch(BulkExport, input.id, "id", { lock: true });
  if (status === "CANCELLED") return { bulkExport: id };
  if (status === "DONE" || status === "FAILED")
    context.refuse("WRONG_STATUS", "id", `The export is ${status}. Only one that waits or runs can be cancelled.`);
  await transaction.update(
    BulkExport,
    { id },
    { status: "CANCELLED", endedAt: new Date(now), cursor: null, rowCount: 0, byteCount: 0 },
  );
  await transaction.update(BulkPart, { exportId: id }, { state: "DROPPED" });
  await wakeExports(transaction);
  transaction.tell({ type: "bulk_export.ended", ids: { bulkExport: id } });
  return { bulkExport: id };
});
