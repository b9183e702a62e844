import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { date } from "../common/declare.js";
import { ordersOf, type WordOf, wordsOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { AboutEngagement } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const SessionsInPause = wordsOf("SessionsInPause", "What becomes of the sessions in a pause.", {
  KEEP: "They take place as booked.",
  CANCEL: "They are cancelled by the firm, which costs the participants nothing.",
});
export type SessionsInPause = WordOf<typeof SessionsInPause>;

export const EngagementPauseOrder = ordersOf("EngagementPauseOrder", "How pauses can be sorted.", {
  STARTS_ON: ["Earliest first day first.", "Latest first day first."],
});

/** Days on which an engagement is paused, or is to be. */
@Reads({
  prefix: "engagement_pause",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: inScope("engagement_id", "joined"),
    SPONSOR: inScope("engagement_id", "sponsored"),
    "engagements:read": true,
  },
  // Why an engagement is paused may concern somebody's health or work.
  rights: { reason: ["OWNER", "ADMIN", "PROGRAM_MANAGER"] },
  implied: { engagement: true },
  orders: { STARTS_ON: ["startsOn"] },
})
@Entity("engagement_pause")
@ObjectType({ implements: Node, description: "A pause of an engagement, or a planned one." })
export class EngagementPause extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Attribute("date", "The first day. If it is ahead, the pause is planned.", { settable: date })
  startsOn!: string;

  @Attribute(
    "date",
    "The last day, as far as it is known. When it is over, the engagement goes on, unless nobody coaches or takes part any more or a coach has no place. Without it, the engagement goes on when somebody resumes it.",
    {
      nullable: true,
      settable: date,
    },
  )
  endsOn!: string | null;

  @Attribute("text", "What becomes of the sessions in it.", { as: () => SessionsInPause })
  sessions!: SessionsInPause;

  @Attribute("date", "The day on which the engagement went on or ended. Null until then.", { nullable: true })
  overSince!: string | null;

  @AboutEngagement("engagementId")
  @Attribute("text", "Why. Null if nothing was said, or for anybody but owners, admins and program managers.", {
    nullable: true,
  })
  reason!: string | null;

  @Column("uuid", { nullable: true })
  decidedById!: string | null;

  @BelongsTo(() => Person, "The person who decided it. Null if that was not kept, or you may not see that person.")
  decidedBy?: Person | null;

  @Version()
  version!: number;

  @UpdatedAt()
  updatedAt!: Date;
}

hasMany(Engagement, "pauses", EngagementPause, {
  by: "engagementId",
  order: EngagementPauseOrder,
  orderBy: "STARTS_ON",
  description:
    "Its pauses, with one that is planned. Whoever sees the engagement sees them. Pauses from before their days were kept are missing.",
});
