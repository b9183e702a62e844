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
import { Person } from "../../tenancy/person.js";
import { questionsOfSurvey, type AskedQuestion, SurveyQuestion } from "./survey-form.js";
import { SurveyTemplate } from "./survey-template.js";
import { type RaterGroup, SurveyPrivacy, SurveyStatus } from "./survey-words.js";

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

/** Whose coaches see the report of a 360 about their client. */
const isOfCoach: RowCondition = (survey, sql) =>
  `(${survey}.subject_id is not null and ${survey}.shared_with_coaches and ${inScope("engagement_id", "coached")(survey, sql)})`;

const isSubject: RowCondition = (survey, sql) => `${survey}.subject_id = ${sql.person}`;
const isReader: RowCondition = (survey, sql) => `(${isSubject(survey, sql)} or ${isOfCoach(survey, sql)})`;

const forRunners = { ...toManagers, "engagements:read": true } as const;
const hidden = "Null for anybody but owners, admins, program managers and API keys.";

/** The fewest answers with which a group of raters is shown. */
export interface RaterThreshold {
  readonly group: RaterGroup;
  readonly least: number;
}

/** What is told of a group of raters, or of all of them, to one question of a 360. */
export interface RaterResult {
  readonly number: number;
  readonly label: string;
  /** Null for all but the person themselves. */
  readonly group: RaterGroup | null;
  readonly n: number;
  readonly mean: number | null;
  readonly nps: number | null;
  readonly choices: readonly string[];
  readonly counts: readonly number[];
  readonly texts: readonly string[];
  /** Why nothing is told. Null if something is. */
  readonly withheld: string | null;
}

/** Questions that were sent to people. It keeps the template as it was. A 360 is nothing without whom it is about. */
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
    answeredCount: forRunners,
    reminderCount: forRunners,
    updatedAt: forRunners,
    version: forRunners,
    template: forRunners,
    // Whoever runs the firm reads nothing of it.
    report: { ...Object.fromEntries(EVERYBODY.map((role) => [role, isSubject])), COACH: isReader },
  },
  // Whoever is asked sees whom a 360 is about.
  implied: { template: true, subject: true },
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
    "Questions that were sent to people, as the template was then. Seen by whoever is asked, by the subject of a 360, and by owners, admins and program managers, who see no answers. What is measured is in `surveyResults`.",
})
export class Survey extends Node {
  @Column("uuid")
  templateId!: string;

  @BelongsTo(() => SurveyTemplate, `The template, as it is now. ${hidden}`)
  template?: SurveyTemplate | null;

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

  @Attribute("integer", "The version of the template that it has.")
  formVersion!: number;

  @Attribute("text", "The status.", { as: () => SurveyStatus })
  status!: SurveyStatus;

  @Attribute("timestamptz", "When it opens or opened.")
  opensAt!: Date;

  @Attribute("timestamptz", "When it closes by itself. Null if it is closed by hand.", { nullable: true })
  closesAt!: Date | null;

  @Attribute("timestamptz", "When it closed. Null until then.", { nullable: true })
  closedAt!: Date | null;

  @Attribute("integer", `How often whoever has not answered is reminded, at most. ${hidden}`, {
    nullable: true,
    optional: false,
  })
  reminderCount!: number;

  @Attribute("integer", `How many people are asked. ${hidden}`, { nullable: true, optional: false })
  invitedCount!: number;

  @Attribute("integer", `How many answered. Null until its answers are counted, after it has closed. ${hidden}`, {
    nullable: true,
  })
  answeredCount!: number | null;

  /** The quarter in which it closed, such as 2027-Q1. */
  @Impersonal()
  @Column("text", { nullable: true })
  quarter!: string | null;

  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(() => Engagement, "The engagement that it belongs to. Null if there is none or you may not see it.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  subjectId!: string | null;

  @BelongsTo(() => Person, "Whom a 360 is about. Null for other surveys.")
  subject?: Person | null;

  /** Fixed at the start, so that nobody can look into a group afterwards. Empty unless it is a 360. */
  @Impersonal()
  @Column("jsonb")
  thresholds!: readonly RaterThreshold[];

  /** What the subject of a 360 reads, once it has closed. Nothing else of its answers is left. */
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
  description: "What was sent from it.",
});
