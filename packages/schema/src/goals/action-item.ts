import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { AboutParticipant, ERASED_TEXT } from "../common/personal.js";
import { CalendarDate } from "../common/scalars.js";
import { boundId } from "../common/uuid-of.js";
import { Engagement } from "../engagements/engagement.js";
import { Session } from "../scheduling/booking/session.js";
import { Person } from "../tenancy/person.js";
import { ActionItemStatus } from "./action-item-status.js";

export const ActionItemOrder = ordersOf("ActionItemOrder", "How action items can be sorted.", {
  DUE_ON: ["Earliest due day first. Those without one come last.", "Latest due day first."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** Shows what concerns the viewer alone, or their whole team. What concerns other members of a group is never theirs to see. */
const ofParticipant: RowCondition = (item, sql) => {
  const team = sql.alias("engagement");
  return `(${inScope("engagement_id", "joined")(item, sql)} and (${item}.participant_id = ${sql.person}
    or ${item}.participant_id is null and exists (select 1 from engagement ${team} where ${team}.firm_id = ${sql.firm}
      and ${team}.id = ${item}.engagement_id and ${team}.format = 'TEAM')))`;
};

/** What somebody commits to do, mostly until the next session. */
@Reads({
  prefix: "action_item",
  visible: { COACH: inScope("engagement_id", "coached"), CLIENT: ofParticipant },
  // Everybody who sees an action item is in its engagement, like its owner.
  implied: { engagement: true, owner: true, participant: true },
  sorts: { dueOn: { sql: (item) => `coalesce(${item}.due_on, 'infinity'::date)`, type: "date" } },
  orders: { DUE_ON: ["dueOn"], CREATED: [] },
  filters: {
    ownerId: { where: (item, id: Input<string>, sql) => `${item}.owner_id = ${boundId(sql, Person, id)}` },
    status: { where: (item, status: Input<string>, sql) => `${item}.status = ${sql.bind(status, "text")}` },
    dueBefore: {
      isSkewed: true,
      where: (item, day: Input<string>, sql) => `${item}.due_on < ${sql.bind(day, "date")}`,
    },
  },
})
@Entity("action_item")
@ObjectType({
  implements: Node,
  description:
    "What a coach or participant commits to do. Seen by the coaches of the engagement and by the participant whom it concerns; never by other members of a group, sponsors or those who run the firm.",
})
export class ActionItem extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  sessionId!: string | null;

  @BelongsTo(() => Session, "The session in which it was agreed. Null if it was in none.")
  session?: Session | null;

  @Column("uuid")
  ownerId!: string;

  @BelongsTo(() => Person, "Who does it: a coach or a participant.")
  owner?: Person | null;

  @Column("uuid", { nullable: true })
  participantId!: string | null;

  @BelongsTo(
    () => Person,
    "The participant whom it concerns: the owner, or for whom a coach does it. Null if it concerns a whole team, or coaches alone.",
  )
  participant?: Person | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Attribute("text", "What is to be done.")
  title!: string;

  @Attribute("date", "The day by which it is to be done. Null if there is none.", { nullable: true })
  dueOn!: string | null;

  @Attribute("text", "The status.", { as: () => ActionItemStatus })
  status!: ActionItemStatus;

  @Attribute("timestamptz", "When it was agreed.")
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters action items." })
export class ActionItemFilter {
  @Field(() => ID, { nullable: true, description: "Action items of this owner." })
  ownerId?: string | null;

  @Field(() => ActionItemStatus, { nullable: true, description: "Action items in this status." })
  status?: ActionItemStatus | null;

  @Field(() => CalendarDate, { nullable: true, description: "Action items that are due before this day." })
  dueBefore?: string | null;
}

const page = { filter: () => ActionItemFilter, order: ActionItemOrder, orderBy: "DUE_ON" };

hasMany(Engagement, "actionItems", ActionItem, {
  ...page,
  by: "engagementId",
  description: "The action items that you may see. Empty for those who run the firm, sponsors and finance.",
});
hasMany(Session, "actionItems", ActionItem, {
  ...page,
  by: "sessionId",
  description: "The action items agreed in the session that you may see.",
});
