import { Column, Entity, PrimaryColumn } from "typeorm";
import { NamesPerson } from "../common/names-person.js";
import { TenantRow } from "../common/node.js";

/** The id of a duplicate that was merged into a person. It answers as that person for good. */
@Entity("merged_person")
export class MergedPerson extends TenantRow {
  /** The duplicate's. */
  @PrimaryColumn("uuid")
  id!: string;

  @NamesPerson()
  @Column("uuid")
  personId!: string;

  @Column("timestamptz")
  mergedAt!: Date;
}
