import { Column, Entity } from "typeorm";
import { TenantRow } from "../../common/node.js";

/**
 * The exports of a firm, of which one is read at a time: when to look for work, and which gateway does it. Its row is the lock of
 * all of them. Gateways find out from it where there is something to do, so it holds times alone.
 */
@Entity("bulk_line")
export class BulkLine extends TenantRow {
  /** When to look next. Null if nothing waits. */
  @Column("timestamptz", { nullable: true })
  dueAt!: Date | null;

  /** The gateway that is at it, by an id that it gives itself. */
  @Column("uuid", { nullable: true })
  worker!: string | null;

  /** By the clock of the database. After that, another gateway goes on. */
  @Column("timestamptz", { nullable: true })
  leasedUntil!: Date | null;
}
