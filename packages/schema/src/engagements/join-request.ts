import { Reads, type RowCondition } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const EngagementSide = wordsOf("EngagementSide", "The two sides of an engagement.", {
  COACH: "Coaches or mentors.",
  PARTICIPANT: "Is coached or mentored.",
});
export type EngagementSide = WordOf<typeof EngagementSide>;

export const JoinRequestStatus = wordsOf("JoinRequestStatus", "The status of a request to join.", {
  WAITING: "Nobody has decided yet.",
  CONFIRMED: "Somebody else agreed, and the person joined.",
  DECLINED: "Somebody else declined.",
  WITHDRAWN: "The requester withdrew it.",
  EXPIRED: "The engagement ended before a decision.",
});
export type JoinRequestStatus = WordOf<typeof JoinRequestStatus>;

export const JoinRequestOrder = ordersOf("JoinRequestOrder", "How requests to join can be sorted.", {
  REQUESTED: ["Oldest first.", "Newest first."],
});

const inEngagementsOf =
  (scope: string): RowCondition =>
  (request, sql) =>
    `(${request}.engagement_id in (select id from ${sql.scope(scope)}) or ${request}.person_id = ${sql.person})`;

/**
 * A manager's request to join an engagement. Another person must consent, so nobody can let themselves into a coaching
 * conversation. Those who may decide can see it: managers and everybody in the engagement.
 */
@Reads({
  prefix: "join_request",
  visible: { ...toManagers, COACH: inEngagementsOf("coached"), CLIENT: inEngagementsOf("joined") },
  expressions: {
    // Those who decide must know who is asking, even if they may see nothing else of that manager.
    personName: (request, sql) => {
      const person = sql.alias("person");
      return `(select ${person}.name from person ${person}
        where ${person}.firm_id = ${sql.firm} and ${person}.id = ${request}.person_id)`;
    },
    status: (request, sql) => {
      const engagement = sql.alias("engagement");
      return `case when ${request}.status = 'WAITING' and exists (select 1 from engagement ${engagement}
        where ${engagement}.firm_id = ${sql.firm} and ${engagement}.id = ${request}.engagement_id
          and ${engagement}.status in ('COMPLETED', 'CANCELLED')) then 'EXPIRED' else ${request}.status end`;
    },
  },
  orders: { REQUESTED: ["requestedAt"] },
})
@Entity("join_request")
@ObjectType({
  implements: Node,
  description: "A request by an owner, admin or program manager to join an engagement. Another person must consent.",
})
export class JoinRequest extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The requester. Null if you may not see that person.")
  person?: Person | null;

  @Field(() => String, { description: "The requester's name.", simple: true })
  personName?: string;

  @Attribute("text", "The side that the requester asks to join.", { as: () => EngagementSide })
  side!: EngagementSide;

  @Attribute("date", "The requested first day. Null means the day of the consent.", { nullable: true })
  joinedOn!: string | null;

  @Attribute("text", "The current status.", { as: () => JoinRequestStatus })
  status!: JoinRequestStatus;

  @Attribute("timestamptz", "When the request was made.")
  requestedAt!: Date;

  @Attribute("timestamptz", "When somebody confirmed, declined or withdrew it. Null while it is open.", {
    nullable: true,
  })
  decidedAt!: Date | null;

  @Column("uuid", { nullable: true })
  decidedById!: string | null;

  @BelongsTo(() => Person, "The person who confirmed, declined or withdrew it. Null if you may not see that person.")
  decidedBy?: Person | null;

  @UpdatedAt()
  updatedAt!: Date;
}

hasMany(Engagement, "joinRequests", JoinRequest, {
  by: "engagementId",
  order: JoinRequestOrder,
  orderBy: "REQUESTED",
  description:
    "Requests to join it. Visible to those who may decide: owners, admins, program managers, and its coaches and participants.",
});
