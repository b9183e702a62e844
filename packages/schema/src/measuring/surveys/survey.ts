import { declareScope, type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed, hasMany } from "../../common/connections.js";
import { argumentsOf } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { EVERYBODY, toManagers } from "../../common/grants.js";
import { inScope } from "../../common/in-scope.js";
import { Node } from "../../common/node.js";
import { ErasedWith, Impersonal, MayName, OfPerson } from "../../common/personal.js";
import { Engagement } from "../../engagements/engagement.js";
import { isWrittenIn } from "../../engagements/scopes.js";
import { Person } from "../../tenancy/person.js";
import { questionsOfSurvey, type AskedQuestion, SurveyQuestion } from "./survey-form.js";
import { SurveyPlan } from "./survey-plan.js";
import { SurveyTemplate } from "./survey-template.js";
import { MINIMUM_N, type RaterGroup, SurveyPrivacy, SurveyStatus } from "./survey-words.js";

export const SurveyOrder = ordersOf("SurveyOrder", "How surveys can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

// Surveys that the viewer is asked to answer.
declareScope(
  "asked_surveys",
  (sql) => `
  select i.survey_id as id from survey_invitation i
  where i.firm_id = ${sql.firm} and i.person_id = ${sql.person}`,
);

const isAsked: RowCondition = (survey, sql) =>
  `(${inScope("id", "asked_surveys")(survey, sql)} or ${survey}.subject_id = ${sql.person})`;

/** Coaches see the report of a 360 about their client, if the survey says so. Those who join later see later ones. */
const isOfCoach: RowCondition = (survey, sql) =>
  `(${survey}.subject_id is not null and ${survey}.shared_with_coaches and ${inScope("engagement_id", "coached")(survey, sql)}
    and ${isWrittenIn("coached_times", `${survey}.engagement_id`, `${survey}.created_at`, sql)})`;

const isSubject: RowCondition = (survey, sql) => `${survey}.subject_id = ${sql.person}`;
const isReader: RowCondition = (survey, sql) => `(${isSubject(survey, sql)} or ${isOfCoach(survey, sql)})`;

const forRunners = { ...toManagers, "engagements:read": true } as const;

/** Of fewer, a count can tell who answered, and so it can if people are asked one after the other. */
const isOfEnough: RowCondition = (survey) => `(${survey}.invited_count >= ${MINIMUM_N} and ${survey}.plan_id is null)`;
const hidden = "Hidden (null) from everybody but owners, admins, program managers and API keys.";

/** The fewest answers with which a group of raters is shown. */
export interface RaterThreshold {
  readonly group: RaterGroup;
  readonly least: number;
}

/** The result of a group of raters, or of all of them, for one question of a 360. */
export interface RaterResult {
  readonly number: number;
  readonly label: string;
  /** Null for all raters except the subject. */
  readonly group: RaterGroup | null;
  readonly n: number;
  readonly mean: number | null;
  readonly nps: number | null;
  readonly choices: readonly string[];
  readonly counts: readonly number[];
  readonly texts: readonly string[];
  /** Why the result is withheld. Null if it is shown. */
  readonly withheld: string | null;
}

/** Questions that were sent to people. It keeps the template as it was then. A 360 is deleted when its subject is erased. */
@Reads({
  prefix: "survey",
  visible: {
    ...forRunners,
    COACH: (survey, sql) => `(${isAsked(survey, sql)} or ${isOfCoach(survey, sql)})`,
    CLIENT: isAsked,
    SPONSOR: isAsked,
    FINANCE: isAsked,
    ASSISTANT: isAsked,
  },
  rights: {
    invitedCount: forRunners,
    answeredCount: Object.fromEntries(Object.keys(forRunners).map((who) => [who, isOfEnough])),
    reminderCount: forRunners,
    updatedAt: forRunners,
    version: forRunners,
    template: forRunners,
    plan: forRunners,
    gathersUntil: forRunners,
    // Owners, admins and program managers do not read it, unless they are its subject.
    report: { ...Object.fromEntries(EVERYBODY.map((role) => [role, isSubject])), COACH: isReader },
  },
  // Everybody who is asked sees whom a 360 is about.
  implied: { template: true, plan: true, subject: true },
  orders: { CREATED: ["createdAt"] },
  filters: {
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
  },
})
@ErasedWith("subjectId")
@Entity("survey")
@ObjectType({
  implements: Node,
  description:
    "Questions that were sent to people, as the template was then. For everybody who is asked, for the subject of a 360, and for owners, admins and program managers, who see no answers. `surveyResults` has what was measured.",
})
export class Survey extends Node {
  @Column("uuid")
  templateId!: string;

  @BelongsTo(() => SurveyTemplate, `The template, as it is now. ${hidden}`)
  template?: SurveyTemplate | null;

  @Column("uuid", { nullable: true })
  planId!: string | null;

  @BelongsTo(() => SurveyPlan, `The plan by which people are asked. Null if it was sent by hand. ${hidden}`)
  plan?: SurveyPlan | null;

  @MayName()
  @Attribute("text", "The title.")
  title!: string;

  @MayName()
  @Attribute("text", "What is said before the questions. Null if there is nothing to say.", { nullable: true })
  introduction!: string | null;

  @Attribute("text", "What becomes of answers. It never changes.", { as: () => SurveyPrivacy })
  privacy!: SurveyPrivacy;

  @Attribute("boolean", "Whether coaches of the engagement see the named answers, or the report of a 360.")
  sharedWithCoaches!: boolean;

  @MayName()
  @Column("jsonb")
  form!: readonly AskedQuestion[];

  @Attribute("integer", "The version of the template from which it was sent.")
  formVersion!: number;

  @Attribute("text", "The status.", { as: () => SurveyStatus })
  status!: SurveyStatus;

  @Attribute("timestamptz", "When it opens or opened.")
  opensAt!: Date;

  @Attribute("timestamptz", "When it closes by itself. Null if it is closed by hand.", { nullable: true })
  closesAt!: Date | null;

  @Attribute(
    "timestamptz",
    `Until when people are added to it by its plan. An anonymous one goes on until it has asked 5. Null if it was sent by hand. ${hidden}`,
    { nullable: true },
  )
  gathersUntil!: Date | null;

  @Attribute("timestamptz", "When it closed. Null until then.", { nullable: true })
  closedAt!: Date | null;

  @Attribute("integer", `How many reminders people get at most who have not answered. ${hidden}`, {
    nullable: true,
    optional: false,
  })
  reminderCount!: number;

  @Attribute("integer", `How many people are asked. ${hidden}`, { nullable: true, optional: false })
  invitedCount!: number;

  @Attribute(
    "integer",
    `How many people answered. Null until the answers are counted, after it has closed, and always if fewer than ${MINIMUM_N} people are asked or a plan asks them one after the other, since the count could tell who answered. ${hidden}`,
    {
      nullable: true,
    },
  )
  answeredCount!: number | null;

  /** The quarter in which it closed, such as 2027-Q1. */
  @Impersonal()
  @Column("text", { nullable: true })
  quarter!: string | null;

  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(() => Engagement, "The engagement that it belongs to. Null if there is none, or if you may not see it.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  subjectId!: string | null;

  @BelongsTo(() => Person, "Whom a 360 is about. Null for other surveys.")
  subject?: Person | null;

  /** Fixed at the start, so that nobody can lower one later to look into a group. Empty unless it is a 360. */
  @Impersonal()
  @Column("jsonb")
  thresholds!: readonly RaterThreshold[];

  /** What the subject of a 360 reads once it has closed. Nothing else is kept of the answers. */
  @OfPerson("subjectId", "[]")
  @Column("jsonb")
  report!: readonly RaterResult[];

  @Attribute("timestamptz", "When it was sent.")
  createdAt!: Date;

  @UpdatedAt(hidden)
  updatedAt!: Date;

  @Version(hidden)
  version!: number;
}

hasComputed(Survey, "questions", {
  type: SurveyQuestion,
  takes: argumentsOf({}),
  objects: questionsOfSurvey,
  sortedBy: "number",
  description: "Its questions, in order.",
});

@InputType({ description: "Filters surveys." })
export class SurveyFilter {
  @Field(() => SurveyStatus, { nullable: true, description: "Surveys in this status." })
  status?: SurveyStatus | null;
}

hasMany(SurveyTemplate, "surveys", Survey, {
  by: "templateId",
  filter: () => SurveyFilter,
  order: SurveyOrder,
  orderBy: "CREATED",
  description: "The surveys that were sent from it.",
});

hasMany(SurveyPlan, "surveys", Survey, {
  by: "planId",
  filter: () => SurveyFilter,
  order: SurveyOrder,
  orderBy: "CREATED",
  description: "The surveys that gather or gathered people by it.",
});
