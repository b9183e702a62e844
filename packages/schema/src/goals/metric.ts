import { type Input, Reads, type Sql } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { Node } from "../common/node.js";
import { AboutParticipant, ERASED_TEXT } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { Goal } from "./goal.js";
import { goalPeople, ofSharedGoal } from "./goal-viewers.js";
import { MetricFrequency, TargetDirection } from "./metric-words.js";

export const MetricOrder = ordersOf("MetricOrder", "How metrics can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

const between = "Null for sponsors.";

/** SQL for whether a value reaches a metric's target; null if it has none. */
export const reachesTarget = (metric: string, value: string): string =>
  `case ${metric}.target_direction when 'AT_LEAST' then ${value} >= ${metric}.target
    when 'AT_MOST' then ${value} <= ${metric}.target end`;

/** What somebody counts or measures again and again. In a team, everybody records the same. */
@Reads({
  prefix: "metric",
  visible: { ...goalPeople, SPONSOR: ofSharedGoal },
  rights: { updatedAt: ["COACH", "CLIENT"], version: ["COACH", "CLIENT"] },
  // A metric is of the participant whose goal it belongs to. Everybody sees its engagement unless they have left it.
  implied: { engagement: ["COACH", "SPONSOR"], participant: true, goal: true },
  expressions: { isTargetReached: isReachedNow },
  orders: { CREATED: [] },
  filters: {
    participantId: {
      where: (metric, id: Input<string>, sql) => `${metric}.participant_id = ${boundId(sql, Person, id)}`,
    },
    goalId: { where: (metric, id: Input<string>, sql) => `${metric}.goal_id = ${boundId(sql, Goal, id)}` },
    isArchived: {
      isSkewed: true,
      where: (metric, isArchived: Input<boolean>, sql) =>
        `(${metric}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
  },
})
@Entity("metric")
@ObjectType({
  implements: Node,
  description:
    "A number that a participant follows over time, such as hours of deep work a week. Seen by the coaches of the engagement and by the participant whose it is. Sponsors see it if it belongs to a goal whose progress is shared with them.",
})
export class Metric extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for a participant who has left it.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  participantId!: string | null;

  @BelongsTo(() => Person, "Whose it is. Null if it is the metric of a whole team.")
  participant?: Person | null;

  @Column("uuid", { nullable: true })
  goalId!: string | null;

  @BelongsTo(() => Goal, "The goal that it belongs to. Null if it belongs to none.")
  goal?: Goal | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Attribute("text", "The name, such as Deep work.")
  name!: string;

  @AboutParticipant("participantId", "engagementId")
  @Attribute("text", "The unit of its values, such as hours. Null if they have none.", { nullable: true })
  unit!: string | null;

  @Attribute("text", "How often it is recorded.", { as: () => MetricFrequency })
  frequency!: MetricFrequency;

  @Attribute("double precision", "The value to be reached. Null if there is no target.", { nullable: true })
  target!: number | null;

  @Attribute("text", "On which side of the target values should be. Null if there is no target.", {
    as: () => TargetDirection,
    nullable: true,
  })
  targetDirection!: TargetDirection | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; nothing is recorded for it any more. Null if it was not.", {
    nullable: true,
  })
  archivedAt!: Date | null;

  @UpdatedAt(between)
  updatedAt!: Date;

  @Version(between)
  version!: number;
}

/** Whether the entry of the latest day reaches the target; null without one of them. */
function isReachedNow(metric: string, sql: Sql): string {
  const entry = sql.alias("entry");
  return `(select ${reachesTarget(metric, `${entry}.value`)} from metric_entry ${entry}
    where ${entry}.firm_id = ${sql.firm} and ${entry}.metric_id = ${metric}.id order by ${entry}.day desc limit 1)`;
}

field(
  Metric,
  "isTargetReached",
  () => Boolean,
  "Whether the entry of the latest day reaches the target. Null without a target or without entries.",
  true,
);

@InputType({ description: "Filters metrics." })
export class MetricFilter {
  @Field(() => ID, {
    nullable: true,
    description: "Metrics of this participant. Those of a whole team are not among them.",
  })
  participantId?: string | null;

  @Field(() => ID, { nullable: true, description: "Metrics that belong to this goal." })
  goalId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Archived metrics, or those that are in use." })
  isArchived?: boolean | null;
}

const page = { filter: () => MetricFilter, order: MetricOrder, orderBy: "CREATED" };

hasMany(Engagement, "metrics", Metric, {
  ...page,
  by: "engagementId",
  description:
    "The metrics that you may see. Empty for those who run the firm, and for sponsors unless one belongs to a goal whose progress is shared.",
});
hasMany(Goal, "metrics", Metric, {
  ...page,
  by: "goalId",
  implied: ["COACH", "CLIENT"],
  description: "The metrics that belong to it. Empty for sponsors with whom only the title is shared.",
});
