import { AuditEntry, AuditEntryFilter, AuditEntryOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const AuditQueries = queriesFor(AuditEntry, {
  many: "auditEntries",
  filter: () => AuditEntryFilter,
  order: AuditEntryOrder,
  orderBy: "OCCURRED_DESC",
});
