import { ADMINS, changed, idOf, mutation, required } from "../../common/declare.js";
import { BulkExport } from "./bulk-export.js";

export const CancelBulkExport = mutation("cancelBulkExport", {
  owner: "gateway",
  description:
    "Cancels an export that waits or runs. What was read is removed. Cancelling it again changes nothing. An API key cancels its own.",
  roles: ADMINS,
  keys: "any",
  input: { id: required(idOf(BulkExport), "The export.") },
  refusals: { WRONG_STATUS: "The export has ended." },
  result: { bulkExport: changed(BulkExport, "The cancelled export.") },
});
