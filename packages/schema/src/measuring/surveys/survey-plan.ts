import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { archives, count, creates, MANAGERS, restores, updates, wordOf } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Program } from "../../engagements/program.js";
import { SurveyTemplate } from "./survey-template.js";
import { SurveyPoint } from "./survey-words.js";

export const SurveyPlanOrder = ordersOf("SurveyPlanOrder", "How survey plans can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/**
 * Asks the participants of a program's engagements when each engagement comes to a point. They join the plan's survey that gathers
 * people then, because answers to a survey of a single engagement could hardly ever be shown.
 */
@Reads({
  prefix: "survey_plan",
  visible: { ...toManagers, "engagements:read": true },
  implied: { program: true, template: true },
  orders: { CREATED: ["createdAt"] },
})
@Entity("survey_plan")
@ObjectType({
  implements: Node,
  description:
    "Asks the participants of a program's engagements whenever an engagement comes to a point, such as its end. Surveys of the plan gather people for some time, and then close by themselves. For owners, admins and program managers.",
})
export class SurveyPlan extends Node {
  @Column("uuid")
  programId!: string;

  @BelongsTo(() => Program, "The program.", { settable: true, fixed: true })
  program?: Program;

  @Column("uuid")
  templateId!: string;

  @BelongsTo(
    () => SurveyTemplate,
    "The template. A survey has the questions that it had when the survey began to gather.",
    {
      settable: true,
      fixed: true,
    },
  )
  template?: SurveyTemplate;

  @Attribute("text", "When people are asked.", { as: () => SurveyPoint, settable: wordOf(SurveyPoint), fixed: true })
  point!: SurveyPoint;

  @Attribute("integer", "How many days after the point they are asked.", { settable: count(0, 365), usual: 0 })
  daysAfter!: number;

  @Attribute(
    "integer",
    "For how many days a survey gathers people. Whoever is to be asked later is asked by the next survey. An anonymous survey goes on gathering until it has asked 5 people.",
    { settable: count(7, 365), usual: 90 },
  )
  gatherDays!: number;

  @Attribute(
    "integer",
    "How many days people have to answer, at least. The survey closes this many days after it has gathered people.",
    {
      settable: count(3, 60),
      usual: 14,
    },
  )
  answerDays!: number;

  @Attribute(
    "integer",
    "How many reminders people get at most who have not answered: one every third day while the survey is open.",
    { settable: count(0, 3), usual: 2 },
  )
  reminderCount!: number;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; nobody is asked by it any more. Null if it is in use.", {
    nullable: true,
  })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasMany(Program, "surveyPlans", SurveyPlan, {
  by: "programId",
  order: SurveyPlanOrder,
  orderBy: "CREATED",
  description:
    "The plans by which its participants are surveyed. Empty for anybody but owners, admins, program managers and API keys.",
});

export const CreateSurveyPlan = creates("createSurveyPlan", SurveyPlan, {
  owner: "gateway",
  description:
    "Plans a survey for a program: its participants are asked whenever an engagement comes to the point. Points that have passed do not count.",
  roles: MANAGERS,
  refusals: {
    WRONG_PRIVACY: "A 360 is about one person. Programs ask by templates that are ANONYMOUS or NAMED.",
    PROGRAM_ARCHIVED: "The program is archived.",
  },
});

export const UpdateSurveyPlan = updates("updateSurveyPlan", SurveyPlan, {
  owner: "gateway",
  description:
    "Changes a survey plan. Fields that you leave out stay the same. A survey that gathers people keeps its closing time.",
  roles: MANAGERS,
});

export const ArchiveSurveyPlan = archives("archiveSurveyPlan", SurveyPlan, {
  owner: "gateway",
  description: "Archives a survey plan, so that nobody is asked by it any more. A survey that is open goes on.",
  roles: MANAGERS,
});

export const RestoreSurveyPlan = restores("restoreSurveyPlan", SurveyPlan, {
  owner: "gateway",
  description: "Restores an archived survey plan. People are asked at points that lie ahead.",
  roles: MANAGERS,
});
