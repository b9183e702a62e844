import { Column, Entity, PrimaryColumn } from "typeorm";

/** A reader's progress in a firm's event log: everything up to `seq` is done, and nothing after it. */
@Entity("log_cursor")
export class LogCursor {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("text")
  reader!: string;

  @Column("bigint")
  seq!: string;
}
