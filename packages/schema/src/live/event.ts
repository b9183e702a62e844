import { Column, Entity, PrimaryColumn } from "typeorm";

/** The event log, one row per event. Subscriptions, webhooks and the audit trail read it, each with its own cursor. */
@Entity("event")
export class EventRow {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("bigint")
  seq!: string;

  @Column("text")
  type!: string;

  @Column("jsonb")
  ids!: object;

  @Column("uuid", { nullable: true })
  actorId!: string | null;

  @Column("timestamptz")
  occurredAt!: Date;
}

/** The firm's last event number. It is locked last in a transaction, so that numbers follow commit order. */
@Entity("firm_counter")
export class FirmCounter {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Column("bigint")
  lastSeq!: string;
}

/** The result of a mutation, stored under its idempotency key. */
@Entity("idempotency_key")
export class IdempotencyKey {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("uuid")
  actorId!: string;

  @PrimaryColumn("text")
  key!: string;

  @Column("text")
  mutation!: string;

  @Column("text")
  inputHash!: string;

  @Column("jsonb", { nullable: true })
  outcome!: object | null;

  @Column("timestamptz")
  createdAt!: Date;
}
