import { type Input, Reads, type Sql } from "@coachwork/reader";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { Node } from "../common/node.js";
import { AboutParticipant, ERASED_TEXT } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { goalPeople, isSharedGoal, sharesProgress } from "./goal-viewers.js";
import { GoalStatus } from "./goal-status.js";

export const GoalKind = wordsOf("GoalKind", "What is worked on.", {
  GOAL: "A goal of coaching. Its attainment is measured on a scale of five levels.",
  OBJECTIVE: "Something that a mentee wants to reach. It has no scale.",
  THEME: "A topic that a mentee wants to explore over time. It has no scale.",
});
export type GoalKind = WordOf<typeof GoalKind>;

export const GoalSharing = wordsOf("GoalSharing", "What sponsors see of a goal.", {
  NONE: "Nothing, not even that there is a goal.",
  TITLE: "Its title.",
  PROGRESS:
    "Its title, target date, status, scale, levels with their dates, and metrics. Never the reasons and comments.",
});
export type GoalSharing = WordOf<typeof GoalSharing>;

export const GoalOrder = ordersOf("GoalOrder", "How goals can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
  TARGET_DATE: ["Earliest target date first. Those without one come last.", "Latest target date first."],
});

/** The levels of a scale, lowest first. The place of a level is its number and 2. */
export const GOAL_LEVELS = [-2, -1, 0, 1, 2] as const;

/** The columns of a scale's descriptions, lowest level first. */
export const SCALE_PROPERTIES = ["muchLess", "less", "expected", "more", "muchMore"] as const;

/** The five descriptions of a row as a list; null where there is no scale. */
export const scaleOf = (row: string): string =>
  `case when ${row}.expected is not null then
    json_build_array(${row}.much_less, ${row}.less, ${row}.expected, ${row}.more, ${row}.much_more) end`;

/** The last level recorded on the scale that a goal has now; null if there is none. */
export function levelOf(goal: string, sql: Sql): string {
  const progress = sql.alias("progress");
  return `(select ${progress}.level from goal_progress ${progress}
    where ${progress}.firm_id = ${sql.firm} and ${progress}.goal_id = ${goal}.id and ${progress}.revision = ${goal}.revision
    order by ${progress}.reached_on desc, ${progress}.id desc limit 1)`;
}

const withSponsors = { COACH: true, CLIENT: true, SPONSOR: sharesProgress } as const;
const between = "Null for sponsors.";
const ifShared = "Null for sponsors with whom only the title is shared.";

/** What somebody works on in an engagement. In a team, everybody works on the same; in a group, each on their own. */
@Reads({
  prefix: "goal",
  visible: { ...goalPeople, SPONSOR: isSharedGoal },
  rights: {
    ...{ kind: withSponsors, targetDate: withSponsors, status: withSponsors },
    ...{ scale: withSponsors, baselineLevel: withSponsors, level: withSponsors, isScaleFrozen: ["COACH", "CLIENT"] },
    ...{ why: ["COACH", "CLIENT"], weight: ["COACH", "CLIENT"], revision: ["COACH", "CLIENT"] },
    ...{ updatedAt: ["COACH", "CLIENT"], version: ["COACH", "CLIENT"] },
  },
  // Everybody who sees a goal sees whom it is of, and its engagement unless they have left it.
  implied: { engagement: ["COACH", "SPONSOR"], participant: true },
  expressions: { scale: scaleOf, level: levelOf, isScaleFrozen: isFrozen },
  sorts: { targetDate: { sql: (goal) => `coalesce(${goal}.target_date, 'infinity'::date)`, type: "date" } },
  orders: { CREATED: [], TARGET_DATE: ["targetDate"] },
  filters: {
    participantId: { where: (goal, id: Input<string>, sql) => `${goal}.participant_id = ${boundId(sql, Person, id)}` },
    status: {
      reads: ["status"],
      where: (goal, status: Input<string>, sql) => `${goal}.status = ${sql.bind(status, "text")}`,
    },
  },
})
@Entity("goal")
@ObjectType({
  implements: Node,
  description:
    "What somebody works on in an engagement: a goal of coaching, or an objective or theme of mentoring. Seen by the coaches of the engagement and by the participant whose it is. Sponsors see what the participant shares with them.",
})
export class Goal extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for a participant who has left it.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  participantId!: string | null;

  @BelongsTo(() => Person, "Whose it is. Null if it is the goal of a whole team.")
  participant?: Person | null;

  @Attribute("text", `What it is: a goal, an objective or a theme. ${ifShared}`, {
    as: () => GoalKind,
    nullable: true,
    optional: false,
  })
  kind!: GoalKind;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Attribute("text", "The title.")
  title!: string;

  @AboutParticipant("participantId", "engagementId")
  @Attribute("text", `Why it matters. ${between}`, { nullable: true })
  why!: string | null;

  @Attribute("date", `The day by which it is to be reached. ${ifShared}`, { nullable: true })
  targetDate!: string | null;

  @Attribute("text", `The status. ${ifShared}`, { as: () => GoalStatus, nullable: true, optional: false })
  status!: GoalStatus;

  @Attribute("integer", `How much it counts beside other goals, 1 to 5. Null for objectives and themes. ${between}`, {
    nullable: true,
  })
  weight!: number | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text", { nullable: true })
  muchLess!: string | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text", { nullable: true })
  less!: string | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text", { nullable: true })
  expected!: string | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text", { nullable: true })
  more!: string | null;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text", { nullable: true })
  muchMore!: string | null;

  @Attribute("integer", `The level at the beginning, -2 to 2. Null if it is not known yet. ${ifShared}`, {
    nullable: true,
  })
  baselineLevel!: number | null;

  @Attribute("integer", `How often the scale was revised after work started. ${between}`, {
    nullable: true,
    optional: false,
  })
  revision!: number;

  @Attribute("text", "What sponsors see of it.", { as: () => GoalSharing })
  sharing!: GoalSharing;

  @Attribute("timestamptz", "When it was set.")
  createdAt!: Date;

  @UpdatedAt(between)
  updatedAt!: Date;

  @Version(between)
  version!: number;
}

/** Whether work has started, so that the scale changes by a revision only. */
function isFrozen(goal: string, sql: Sql): string {
  const progress = sql.alias("progress");
  return `(${goal}.revision > 0 or exists (select 1 from goal_progress ${progress}
    where ${progress}.firm_id = ${sql.firm} and ${progress}.goal_id = ${goal}.id))`;
}

field(
  Goal,
  "scale",
  () => [String],
  `What each level means, from -2 to 2; the third is what is expected. Null if there is no scale. Empty for sponsors with whom only the title is shared.`,
  true,
);
field(
  Goal,
  "level",
  () => Int,
  `The level reached last, -2 to 2, on the scale as it is now. Null if none was recorded. ${ifShared}`,
  true,
);
field(
  Goal,
  "isScaleFrozen",
  () => Boolean,
  `Whether progress was recorded, so that weight, scale and baseline change by \`reviseGoal\` only. ${between}`,
  true,
);

@InputType({ description: "Filters goals." })
export class GoalFilter {
  @Field(() => ID, {
    nullable: true,
    description: "Goals of this participant. Those of a whole team are not among them.",
  })
  participantId?: string | null;

  @Field(() => GoalStatus, { nullable: true, description: "Goals in this status." })
  status?: GoalStatus | null;
}

hasMany(Engagement, "goals", Goal, {
  by: "engagementId",
  filter: () => GoalFilter,
  order: GoalOrder,
  orderBy: "CREATED",
  description:
    "The goals, or the objectives and themes of mentoring, that you may see. Empty for those who run the firm, and for sponsors unless a participant shares one.",
});
