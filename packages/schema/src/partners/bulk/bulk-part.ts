import { Column, Entity, PrimaryColumn } from "typeorm";
import { TenantRow } from "../../common/node.js";
import { Impersonal } from "../../common/personal.js";

/** A file with some lines of an export. The result is all that are kept, one after the other. Nothing in it changes. */
@Entity("bulk_part")
export class BulkPart extends TenantRow {
  /** The file's place in the storage. */
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  exportId!: string;

  /** Its place in the result. */
  @Column("integer")
  number!: number;

  /** WRITING until it is stored and counted. DROPPED until its file is deleted. */
  @Impersonal()
  @Column("text")
  state!: "WRITING" | "KEPT" | "DROPPED";

  @Column("integer")
  byteCount!: number;
}
