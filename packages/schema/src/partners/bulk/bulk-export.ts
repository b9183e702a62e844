import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { Node } from "../../common/node.js";
import { Impersonal, MayName } from "../../common/personal.js";
import { Person } from "../../tenancy/person.js";
import { ApiKey } from "../api-key.js";
import { BulkExportFailure, BulkExportFormat, BulkExportStatus } from "./bulk-words.js";

export const BulkExportOrder = ordersOf("BulkExportOrder", "How exports can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** A key is shown what it asked for itself. */
const own: RowCondition = (row, sql) => `${row}.api_key_id = ${sql.actor}`;

/** A list that is read as a whole, page by page, into a file. */
@Reads({
  prefix: "bulk_export",
  visible: { OWNER: true, ADMIN: true, "people:read": own, "engagements:read": own, "schedule:read": own },
  expressions: { isPartial: (row) => `(${row}.status = 'FAILED')` },
  orders: { CREATED: ["createdAt"] },
  filters: {
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
  },
})
@Entity("bulk_export")
@ObjectType({
  implements: Node,
  description:
    "A list that is exported as a whole. Owners and admins see all exports of the firm, and an API key its own. The result is for who asked for it alone.",
})
export class BulkExport extends Node {
  @MayName()
  @Attribute("text", "The query, with one list at its root.")
  query!: string;

  @MayName()
  @Attribute("text", "The values of the query's variables, as a JSON object. Null if it has none.", { nullable: true })
  variables!: string | null;

  @Attribute("text", "What the result is: JSON lines or CSV.", { as: () => BulkExportFormat })
  format!: BulkExportFormat;

  @Attribute("text", "How far it is.", { as: () => BulkExportStatus })
  status!: BulkExportStatus;

  @Column("uuid", { nullable: true })
  createdById!: string | null;

  @BelongsTo(() => Person, "The person who asked for it. Null if an API key did.")
  createdBy?: Person | null;

  @Column("uuid", { nullable: true })
  apiKeyId!: string | null;

  @BelongsTo(() => ApiKey, "The API key that asked for it. Null if a person did, and for API keys.")
  apiKey?: ApiKey | null;

  @Attribute("timestamptz", "When it was asked for.")
  createdAt!: Date;

  @Attribute("timestamptz", "When its first page was read. Null while it waits.", { nullable: true })
  startedAt!: Date | null;

  @Attribute("timestamptz", "When it ended. Null until then.", { nullable: true })
  endedAt!: Date | null;

  @Attribute("timestamptz", "Until when the result can be fetched. Null until it has ended, and if it was cancelled.", {
    nullable: true,
  })
  expiresAt!: Date | null;

  @Attribute("integer", "The number of objects in the result so far, without the header.")
  rowCount!: number;

  @Attribute("integer", "The bytes of the result so far.")
  byteCount!: number;

  @Attribute("text", "Why it ended early. Null if it did not.", { nullable: true, as: () => BulkExportFailure })
  errorCode!: BulkExportFailure | null;

  @MayName()
  @Attribute("text", "Why it ended early, for people to read. Null if it did not.", { nullable: true })
  errorMessage!: string | null;

  /** Where to go on. A cursor may have a name in it, so erasing somebody begins a running export anew, without one. */
  @Impersonal()
  @Column("text", { nullable: true })
  cursor!: string | null;

  @UpdatedAt()
  updatedAt!: Date;
}

field(
  BulkExport,
  "isPartial",
  () => Boolean,
  "Whether the result is not all that was asked for, because the export ended early.",
);

@InputType({ description: "Filters exports." })
export class BulkExportFilter {
  @Field(() => BulkExportStatus, { nullable: true, description: "Exports in this status." })
  status?: BulkExportStatus | null;
}
