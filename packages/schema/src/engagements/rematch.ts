import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf, type WordOf, wordsOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { AboutEngagement, ERASED_TEXT } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const SessionsInRematch = wordsOf(
  "SessionsInRematch",
  "What becomes of the sessions ahead of a coach who is replaced.",
  {
    MOVE: "The new coach takes them over where they work and are free. Otherwise the firm cancels them.",
    CALL_OFF: "The firm cancels them.",
  },
);
export type SessionsInRematch = WordOf<typeof SessionsInRematch>;

export const RematchOrder = ordersOf("RematchOrder", "How rematches can be sorted.", {
  STARTS_ON: ["Earliest first day first.", "Latest first day first."],
});

/**
 * That a coach of an engagement was replaced by another. Rows are added. Later, the schedule marks them as done, and nothing
 * else changes.
 */
@Reads({
  prefix: "rematch",
  visible: {
    ...toManagers,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: inScope("engagement_id", "joined"),
  },
  // Why two did not go on may concern somebody's health or work.
  rights: { reason: ["OWNER", "ADMIN", "PROGRAM_MANAGER"] },
  implied: { engagement: true },
  orders: { STARTS_ON: ["startsOn"] },
})
@Entity("rematch")
@ObjectType({ implements: Node, description: "A change of an engagement's coach for another." })
export class Rematch extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Column("uuid")
  fromCoachId!: string;

  @BelongsTo(() => Person, "The coach whose part ended.")
  fromCoach?: Person | null;

  @Column("uuid")
  toCoachId!: string;

  @BelongsTo(() => Person, "The coach who goes on.")
  toCoach?: Person | null;

  @Attribute("date", "The first day with the new coach.")
  startsOn!: string;

  @Attribute("text", "What becomes of the sessions ahead.", { as: () => SessionsInRematch })
  sessions!: SessionsInRematch;

  @AboutEngagement("engagementId", ERASED_TEXT)
  @Attribute("text", "Why. Null for anybody but owners, admins and program managers.", {
    nullable: true,
    optional: false,
  })
  reason!: string;

  @Attribute("timestamptz", "When it was decided.")
  decidedAt!: Date;

  @Column("uuid", { nullable: true })
  decidedById!: string | null;

  @BelongsTo(
    () => Person,
    "The person who decided it. Null if you may not see that person, or if an API key decided it.",
  )
  decidedBy?: Person | null;

  @Attribute(
    "timestamptz",
    "When all sessions ahead had been handled, and `outcomes` was whole. Null while they are being handled.",
    { nullable: true },
  )
  sessionsDoneAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;
}

hasMany(Engagement, "rematches", Rematch, {
  by: "engagementId",
  order: RematchOrder,
  orderBy: "STARTS_ON",
  description:
    "When its coaches were replaced. For owners, admins, program managers, and its coaches and participants.",
});
