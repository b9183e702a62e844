import { Reads, type RowCondition } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const EngagementSide = wordsOf("EngagementSide", "The two sides of an engagement.", {
  COACH: "Coaches or mentors in it.",
  PARTICIPANT: "Is coached or mentored in it.",
});
export type EngagementSide = WordOf<typeof EngagementSide>;

export const JoinRequestStatus = wordsOf("JoinRequestStatus", "Where a request to join stands.", {
  WAITING: "Nobody has decided yet.",
  CONFIRMED: "Somebody else agreed, and the person joined.",
  DECLINED: "Somebody else declined.",
  WITHDRAWN: "Who asked took it back.",
  EXPIRED: "The engagement ended first.",
});
export type JoinRequestStatus = WordOf<typeof JoinRequestStatus>;

export const JoinRequestOrder = wordsOf("JoinRequestOrder", "Orders of requests to join.", {
  REQUESTED: "Oldest first.",
});

const inEngagementsOf =
  (scope: string): RowCondition =>
  (request, sql) =>
    `(${request}.engagement_id in (select id from ${sql.scope(scope)}) or ${request}.person_id = ${sql.person})`;

/**
 * Somebody who runs the practice asks to join an engagement themselves. It takes another person's consent, so that nobody
 * can let themselves into a conversation. Those who may decide see it: who runs the practice, and who is in the engagement.
 */
@Reads({
  prefix: "join_request",
  visible: { ...toManagers, COACH: inEngagementsOf("coached"), CLIENT: inEngagementsOf("joined") },
  expressions: {
    // Whoever decides must know who asks, though they may see no more of somebody who runs the practice.
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
  description: "Somebody who runs the practice asks to join an engagement, which takes another person's consent.",
})
export class JoinRequest extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "Who asks to join, as far as you may see them.")
  person?: Person | null;

  @Field(() => String, { description: "The name of who asks to join.", simple: true })
  personName?: string;

  @Attribute("text", "On which side.", { as: () => EngagementSide })
  side!: EngagementSide;

  @Attribute("date", "The first day asked for; null: the day of the consent.", { nullable: true })
  joinedOn!: string | null;

  @Attribute("text", "Where it stands.", { as: () => JoinRequestStatus })
  status!: JoinRequestStatus;

  @Attribute("timestamptz", "When it was made.")
  requestedAt!: Date;

  @Attribute("timestamptz", "When somebody confirmed, declined or withdrew it; null while nobody has.", {
    nullable: true,
  })
  decidedAt!: Date | null;

  @Column("uuid", { nullable: true })
  decidedById!: string | null;

  @BelongsTo(() => Person, "Who confirmed, declined or withdrew it, as far as you may see them.")
  decidedBy?: Person | null;
}

hasMany(Engagement, "joinRequests", JoinRequest, {
  by: "engagementId",
  order: JoinRequestOrder,
  orderBy: "REQUESTED",
  description:
    "Who asked to join it. For those who may decide: who runs the practice, and its coaches and participants.",
});
