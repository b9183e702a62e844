import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { AboutEngagement } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { ClosingReason } from "./closing-reason.js";
import { Engagement } from "./engagement.js";
import { EngagementStatus } from "./words.js";

export const EngagementStatusChangeOrder = ordersOf(
  "EngagementStatusChangeOrder",
  "How changes of an engagement's status can be sorted.",
  { CHANGED: ["Earliest first.", "Latest first."] },
);

/** A step of an engagement's life. Steps are added, never changed. */
@Reads({
  prefix: "engagement_status_change",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: inScope("engagement_id", "joined"),
    SPONSOR: inScope("engagement_id", "sponsored"),
    "engagements:read": true,
  },
  // Why an engagement was called off may concern somebody's health or work.
  rights: { closingReason: ["OWNER", "ADMIN", "PROGRAM_MANAGER"], reason: ["OWNER", "ADMIN", "PROGRAM_MANAGER"] },
  orders: { CHANGED: ["changedAt"] },
})
@Entity("engagement_status_change")
@ObjectType({ implements: Node, description: "A change of an engagement's status." })
export class EngagementStatusChange extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Attribute("text", "The status before.", { as: () => EngagementStatus })
  statusBefore!: EngagementStatus;

  @Attribute("text", "The new status.", { as: () => EngagementStatus })
  status!: EngagementStatus;

  @Attribute(
    "text",
    "Why it was completed or cancelled. Null for other steps, for those from before this was asked, and for anybody but owners, admins and program managers.",
    { as: () => ClosingReason, nullable: true },
  )
  closingReason!: ClosingReason | null;

  @AboutEngagement("engagementId")
  @Attribute(
    "text",
    "Why, in words. Null if nothing was said, or for anybody but owners, admins and program managers.",
    {
      nullable: true,
    },
  )
  reason!: string | null;

  @Attribute("timestamptz", "When it was changed.")
  changedAt!: Date;

  @Column("uuid", { nullable: true })
  changedById!: string | null;

  @BelongsTo(
    () => Person,
    "The person who changed it. Null if you may not see that person, or if an API key changed it.",
  )
  changedBy?: Person | null;
}

hasMany(Engagement, "statusChanges", EngagementStatusChange, {
  by: "engagementId",
  order: EngagementStatusChangeOrder,
  orderBy: "CHANGED",
  description: "How its status changed, with the reasons that were given. Empty for what changed before this was kept.",
});
