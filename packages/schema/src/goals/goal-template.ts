import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { archives, creates, longText, MANAGERS, restores, text, updates } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";
import { declareSettable } from "../common/settable.js";
import { boundId } from "../common/uuid-of.js";
import { Program } from "../engagements/program.js";
import { scale } from "./goal-fields.js";

export const GoalTemplateOrder = ordersOf("GoalTemplateOrder", "How goal templates can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** Who works in a program sees what can be chosen. */
const offeredIn =
  (scope: string): RowCondition =>
  (template, sql) =>
    `(${template}.archived_at is null and ${template}.program_id in (select id from ${sql.scope(scope)}))`;

/** What people of a program often work on, to begin a goal with. Goals copy it, so that changing it changes none of them. */
@Reads({
  prefix: "goal_template",
  visible: { ...toManagers, COACH: offeredIn("coached_programs"), CLIENT: offeredIn("joined_programs") },
  implied: { program: true },
  orders: { CREATED: [] },
  filters: {
    programId: { where: (template, id: Input<string>, sql) => `${template}.program_id = ${boundId(sql, Program, id)}` },
  },
})
@Entity("goal_template")
@ObjectType({
  implements: Node,
  description:
    "What people of a program often work on. Coaches and clients of its engagements begin goals with it. For owners, admins and program managers, too.",
})
export class GoalTemplate extends Node {
  @Column("uuid")
  programId!: string;

  @BelongsTo(() => Program, "The program.", { settable: true, fixed: true })
  program?: Program | null;

  @MayName()
  @Attribute("text", "The title.", { settable: text(200) })
  title!: string;

  @MayName()
  @Attribute("text", "Why it matters.", { nullable: true, settable: longText(2_000) })
  why!: string | null;

  @MayName()
  @Column("jsonb", { nullable: true })
  @Field(() => [String], {
    nullable: true,
    description: "What each level means, from -2 to 2; the third is what is expected. Null if there is no scale.",
    simple: true,
  })
  scale!: string[] | null;

  @Attribute("timestamptz", "When it was written.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; it can no longer be chosen. Null if it can.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

declareSettable(GoalTemplate, {
  property: "scale",
  kind: () => scale,
  description:
    "What each level means, from -2 to 2: much less than expected, less, expected, more, much more: {range}, each of 1 to 500 characters. For programs of coaching alone.",
});

@InputType({ description: "Filters goal templates." })
export class GoalTemplateFilter {
  @Field(() => ID, { nullable: true, description: "Templates of this program." })
  programId?: string | null;
}

hasMany(Program, "goalTemplates", GoalTemplate, {
  by: "programId",
  filter: () => GoalTemplateFilter,
  order: GoalTemplateOrder,
  orderBy: "CREATED",
  description:
    "What people of the program often work on. Those that are archived are for owners, admins and program managers. Empty for sponsors, finance and API keys.",
});

const noScale = { NO_SCALE: "The program is mentoring, whose objectives have no scale." } as const;
const ofManagers = { owner: "gateway", roles: MANAGERS } as const;

export const CreateGoalTemplate = creates("createGoalTemplate", GoalTemplate, {
  ...ofManagers,
  description: "Adds a goal template to a program.",
  refusals: { ...noScale, WRONG_STATUS: "The program is archived." },
});

export const UpdateGoalTemplate = updates("updateGoalTemplate", GoalTemplate, {
  ...ofManagers,
  description: "Changes a goal template. Goals that were begun with it stay as they are.",
  refusals: noScale,
});

export const ArchiveGoalTemplate = archives("archiveGoalTemplate", GoalTemplate, {
  ...ofManagers,
  description: "Archives a goal template, so that no goal begins with it any more.",
});

export const RestoreGoalTemplate = restores("restoreGoalTemplate", GoalTemplate, {
  ...ofManagers,
  description: "Restores an archived goal template.",
});
