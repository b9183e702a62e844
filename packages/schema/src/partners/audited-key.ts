import { declareImplied } from "@coachwork/reader";
import { JoinColumn, ManyToOne } from "typeorm";
import { field } from "../common/connections.js";
import { AuditEntry } from "../live/audit-entry.js";
import { ApiKey } from "./api-key.js";

ManyToOne(() => ApiKey, { createForeignKeyConstraints: false })(AuditEntry.prototype, "apiKey");
JoinColumn([
  { name: "firm_id", referencedColumnName: "firmId" },
  { name: "actor_id", referencedColumnName: "id" },
])(AuditEntry.prototype, "apiKey");
field(
  AuditEntry,
  "apiKey",
  () => ApiKey,
  "The API key that did it. Null if a person did, or if it happened by itself.",
  true,
);
declareImplied(AuditEntry, { apiKey: true });
