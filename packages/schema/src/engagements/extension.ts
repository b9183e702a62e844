import { Reads, type RowCondition, type Sql } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { AboutEngagement } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { ExtensionStatus, openExtensionSql } from "./extension-status.js";
import { EngagementSide } from "./join-request.js";
import { isWrittenIn } from "./scopes.js";

export const ExtensionOrder = ordersOf("ExtensionOrder", "How extensions can be sorted.", {
  PROPOSED: ["Oldest first.", "Newest first."],
});

const saidWhileIn =
  (times: "coached_times" | "joined_times"): RowCondition =>
  (extension, sql: Sql) =>
    isWrittenIn(times, `${extension}.engagement_id`, `${extension}.proposed_at`, sql);

/** A proposal to go on with mentoring until a later day. One side makes it, and the other answers. */
@Reads({
  prefix: "extension",
  visible: {
    ...toManagers,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: inScope("engagement_id", "joined"),
  },
  // The message belongs to the conversation. Nobody who runs the engagement reads it.
  rights: { message: { COACH: saidWhileIn("coached_times"), CLIENT: saidWhileIn("joined_times") } },
  expressions: {
    status: (extension, sql) =>
      `case when ${extension}.status = 'PROPOSED' and not ${openExtensionSql(extension, sql.firm, sql.today, (table) => sql.alias(table))}
        then 'EXPIRED' else ${extension}.status end`,
  },
  implied: { engagement: true },
  orders: { PROPOSED: ["proposedAt"] },
})
@Entity("extension")
@ObjectType({
  implements: Node,
  description: "A proposal to go on with mentoring until a later day. One side proposes it, and the other answers.",
})
export class Extension extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Attribute("text", "The current status.", { as: () => ExtensionStatus })
  status!: ExtensionStatus;

  @Attribute("date", "The proposed last day of the engagement.")
  endsOn!: string;

  @Attribute("date", "The last day of the engagement when it was proposed.")
  endsOnBefore!: string;

  @AboutEngagement("engagementId")
  @Attribute(
    "text",
    "What the proposer said to the other side. Null if nothing, and for anybody but the engagement's mentors and mentees.",
    { nullable: true },
  )
  message!: string | null;

  @Attribute("text", "The side that proposed it.", { as: () => EngagementSide })
  side!: EngagementSide;

  @Column("uuid")
  proposedById!: string;

  @BelongsTo(() => Person, "The person who proposed it. Null if you may not see that person.")
  proposedBy?: Person | null;

  @Attribute("timestamptz", "When it was proposed.")
  proposedAt!: Date;

  @Attribute("timestamptz", "When it was accepted, declined or withdrawn. Null while it is open, and if it expired.", {
    nullable: true,
  })
  decidedAt!: Date | null;

  @Column("uuid", { nullable: true })
  decidedById!: string | null;

  @BelongsTo(() => Person, "The person who accepted, declined or withdrew it. Null if you may not see that person.")
  decidedBy?: Person | null;

  @Version()
  version!: number;

  @UpdatedAt()
  updatedAt!: Date;
}

hasMany(Engagement, "extensions", Extension, {
  by: "engagementId",
  order: ExtensionOrder,
  orderBy: "PROPOSED",
  description:
    "Proposals to go on with it until a later day. For owners, admins, program managers, and its mentors and mentees.",
});
