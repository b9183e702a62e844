import { Column, Entity, PrimaryColumn } from "typeorm";
import { TenantRow } from "../../common/node.js";

/**
 * The messages of an endpoint that wait: when the next is due, and which gateway sends them. Its row is the lock of all of them.
 * Gateways find out from it where there is something to do, so it holds ids and times alone.
 */
@Entity("webhook_line")
export class WebhookLine extends TenantRow {
  @PrimaryColumn("uuid")
  endpointId!: string;

  /** When to look for messages next. Null if none wait. */
  @Column("timestamptz", { nullable: true })
  dueAt!: Date | null;

  /** The gateway that sends them, by an id that it gives itself. */
  @Column("uuid", { nullable: true })
  worker!: string | null;

  /** By the clock of the database. After that, another gateway goes on. */
  @Column("timestamptz", { nullable: true })
  leasedUntil!: Date | null;
}
