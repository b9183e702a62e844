import { Column, Entity, PrimaryColumn } from "typeorm";

/** How far a reader of the event log has come in a firm: all up to `seq` is done, and nothing after it. */
@Entity("log_cursor")
export class LogCursor {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("text")
  reader!: string;

  @Column("bigint")
  seq!: string;
}
