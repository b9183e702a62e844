import { Column, Entity, PrimaryColumn } from "typeorm";
import { TenantRow } from "../node.js";
import { Impersonal } from "../personal.js";
import type { SpellingForm } from "./found-by.js";

/** A spelling by which a record is found. The transactions of the platform write it with the record. */
@Entity("spelling")
export class Spelling extends TenantRow {
  /** The type of the record: `person`. */
  @Impersonal()
  @PrimaryColumn("text")
  type!: string;

  @Impersonal()
  @PrimaryColumn("text")
  form!: SpellingForm;

  /** Written anew with the record when somebody is erased. */
  @Impersonal()
  @PrimaryColumn("text")
  spelling!: string;

  @PrimaryColumn("uuid")
  recordId!: string;

  /** The property whose word it is. Who may not see that finds nothing by it. */
  @Impersonal()
  @Column("text")
  field!: string;
}
