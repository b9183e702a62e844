import { Column, Entity, PrimaryColumn } from "typeorm";
import { Impersonal } from "../common/personal.js";

/** A reader's progress in a firm's event log: everything up to `seq` is done, and nothing after it. */
@Entity("log_cursor")
export class LogCursor {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Impersonal()
  @PrimaryColumn("text")
  reader!: string;

  @Column("bigint")
  seq!: string;
}
