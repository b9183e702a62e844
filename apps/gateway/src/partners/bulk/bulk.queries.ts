import { BulkExport, BulkExportFilter, BulkExportOrder } from "@coachwork/schema";
import { queriesFor } from "../../graphql/queries.js";

export const BulkExportQueries = queriesFor(BulkExport, {
  many: "bulkExports",
  filter: () => BulkExportFilter,
  order: BulkExportOrder,
  orderBy: "CREATED",
});
