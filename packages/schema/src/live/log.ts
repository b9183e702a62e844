import { Column, Entity, PrimaryColumn } from "typeorm";
import { ErasedWith, Impersonal, MayName } from "../common/personal.js";

/** The firm's last event number. It is locked last in a transaction, so that numbers follow commit order. */
@Entity("firm_counter")
export class FirmCounter {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Column("bigint")
  lastSeq!: string;
}

/** The result of a mutation, stored under its idempotency key. */
@ErasedWith("actorId")
@Entity("idempotency_key")
export class IdempotencyKey {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("uuid")
  actorId!: string;

  @MayName()
  @PrimaryColumn("text")
  key!: string;

  @Impersonal()
  @Column("text")
  mutation!: string;

  @Impersonal()
  @Column("text")
  inputHash!: string;

  @MayName()
  @Column("jsonb", { nullable: true })
  outcome!: object | null;

  @Column("timestamptz")
  createdAt!: Date;
}
