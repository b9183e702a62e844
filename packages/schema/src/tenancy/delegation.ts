import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { boundId } from "../common/uuid-of.js";
import { delegationOnSql } from "./delegation-days.js";
import { Person } from "./person.js";

export const DelegationStatus = wordsOf("DelegationStatus", "Whether a delegation holds today.", {
  PLANNED: "Its first day is still to come.",
  ACTIVE: "It holds.",
  ENDED: "Its last day is over, or it was ended.",
});
export type DelegationStatus = WordOf<typeof DelegationStatus>;

export const DelegationOrder = ordersOf("DelegationOrder", "How delegations can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** That an assistant arranges the sessions of a coach or client. */
@Reads({
  prefix: "delegation",
  visible: {
    ...toManagers,
    COACH: (delegation, sql) => `${delegation}.principal_id = ${sql.person}`,
    CLIENT: (delegation, sql) => `${delegation}.principal_id = ${sql.person}`,
    // Once it has ended, it shows the principal no more.
    ASSISTANT: (delegation, sql) =>
      `(${delegation}.delegate_id = ${sql.person} and ${delegationOnSql(delegation, sql.today)})`,
  },
  implied: { principal: true, delegate: true },
  expressions: {
    status: (delegation, sql) => `case when ${delegationOnSql(delegation, sql.today)} then 'ACTIVE'
      when ${delegation}.ended_at is null and ${delegation}.starts_on > ${sql.today} then 'PLANNED' else 'ENDED' end`,
  },
  orders: { CREATED: ["createdAt"] },
  filters: {
    principalId: {
      where: (row, id: Input<string>, sql) => `${row}.principal_id = ${boundId(sql, Person, id)}`,
    },
    delegateId: {
      where: (row, id: Input<string>, sql) => `${row}.delegate_id = ${boundId(sql, Person, id)}`,
    },
  },
})
@Entity("delegation")
@ObjectType({
  implements: Node,
  description:
    "That an assistant books, moves and cancels sessions for a coach or client. The assistant sees times and people of these sessions, and nothing of what they are about.",
})
export class Delegation extends Node {
  @Column("uuid")
  principalId!: string;

  @BelongsTo(() => Person, "The coach or client whose sessions the delegate arranges.")
  principal?: Person | null;

  @Column("uuid")
  delegateId!: string;

  @BelongsTo(() => Person, "The assistant.")
  delegate?: Person | null;

  @Attribute("date", "The first day. Null if it holds from when it was created.", { nullable: true })
  startsOn!: string | null;

  @Attribute("date", "The last day. Null if it has no end.", { nullable: true })
  endsOn!: string | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute(
    "timestamptz",
    "When somebody ended it, or the assistant or the principal lost the role for it. Null if that did not happen.",
    { nullable: true },
  )
  endedAt!: Date | null;

  @Column("uuid", { nullable: true })
  endedById!: string | null;

  @BelongsTo(() => Person, "The person who ended it. Null if nobody did, or if you may not see that person.")
  endedBy?: Person | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

field(Delegation, "status", () => DelegationStatus, "Whether it holds today.");

@InputType({ description: "Filters delegations." })
export class DelegationFilter {
  @Field(() => ID, { nullable: true, description: "Delegations of this coach or client." })
  principalId?: string | null;

  @Field(() => ID, { nullable: true, description: "Delegations to this assistant." })
  delegateId?: string | null;
}

hasMany(Person, "delegates", Delegation, {
  by: "principalId",
  order: DelegationOrder,
  orderBy: "CREATED",
  description:
    "Who arranges or arranged the person's sessions. Visible to owners, admins, program managers and the person. Assistants see those that hold today.",
});
hasMany(Person, "delegations", Delegation, {
  by: "delegateId",
  order: DelegationOrder,
  orderBy: "CREATED",
  description:
    "For whom the person arranges or arranged sessions. Visible to owners, admins, program managers and the principal. The person sees those that hold today.",
});
