import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed, hasMany } from "../../common/connections.js";
import { argumentsOf } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith, Impersonal, MayName } from "../../common/personal.js";
import { updatedSince, UpdatedSince } from "../../common/updated-since.js";
import { boundId } from "../../common/uuid-of.js";
import { Engagement } from "../../engagements/engagement.js";
import { EngagementFormat, EngagementKind } from "../../engagements/words.js";
import { Person } from "../../tenancy/person.js";
import { FittingProgram, programsThatFit } from "./fitting-program.js";
import { NeedsLink } from "./needs-link.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";
import { CLEAR_CONFIDENCE, type StoredNeedsAnswer, type StoredNeedsReason } from "./needs-result.js";

export const NeedsAssessmentOrder = ordersOf("NeedsAssessmentOrder", "How needs assessments can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

@ObjectType({ description: "A question of a needs assessment, as it was asked, and its answer." })
export class NeedsAnswer {
  @Field(() => Int, { description: "The number of the question, starting at 1.", simple: true })
  number!: number;

  @Field(() => String, { description: "What was asked.", simple: true })
  question!: string;

  @Field(() => Int, { description: "How much the answer weighed, 1 to 5.", simple: true })
  weight!: number;

  @Field(() => String, { nullable: true, description: "What was chosen. Null if it was not answered.", simple: true })
  answer!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Which kind the answer leans to: from -2, clearly to coaching, to 2, clearly to mentoring. Null if it was not answered.",
    simple: true,
  })
  leaning!: number | null;
}

@ObjectType({ description: "A reason why a kind fits, from an answer of a needs assessment." })
export class NeedsReason {
  @Field(() => EngagementKind, {
    description: "The kind that it speaks for. If the other kind is recommended, it speaks against the recommendation.",
    simple: true,
  })
  speaksFor!: EngagementKind;

  @Field(() => Int, {
    description: "What the answer contributed, 1 to 10: the question's weight times the leaning, without its sign.",
    simple: true,
  })
  contribution!: number;

  @Field(() => String, { description: "The reason, in a sentence to whoever answered.", simple: true })
  text!: string;
}

const own: RowCondition = (row, sql) => `${row}.person_id = ${sql.person}`;
const managing = toManagers;
const forManagers = "Null if they left none. Hidden (null) from everybody but owners, admins and program managers.";
const people = { ...toManagers, CLIENT: true } as const;

/** What somebody needs: coaching or mentoring. The answers and the recommendation never change. */
@Reads({
  prefix: "needs_assessment",
  visible: { ...toManagers, CLIENT: own, "engagements:read": true },
  rights: {
    choiceReason: people,
    visitorName: managing,
    visitorEmail: managing,
  },
  orders: { CREATED: [] },
  filters: {
    personId: { where: (row, id: Input<string>, sql) => `${row}.person_id = ${boundId(sql, Person, id)}` },
    recommendedKind: {
      isSkewed: true,
      where: (row, kind: Input<string>, sql) => `${row}.recommended_kind = ${sql.bind(kind, "text")}`,
    },
    hasPerson: {
      isSkewed: true,
      where: (row, hasPerson: Input<boolean>, sql) =>
        `(${row}.person_id is not null) = ${sql.bind(hasPerson, "boolean")}`,
    },
    updatedSince,
  },
})
@ErasedWith("personId")
@Entity("needs_assessment")
@ObjectType({
  implements: Node,
  description:
    "Somebody's answers to a needs questionnaire, and the recommendation that follows from them. Neither ever changes. The person's own choice stands beside it. For the person, owners, admins and program managers.",
})
export class NeedsAssessment extends Node {
  @Column("uuid", { nullable: true })
  personId!: string | null;

  @BelongsTo(() => Person, "Whose needs these are. Null until somebody says which client a visitor of a link is.")
  person?: Person | null;

  @Column("uuid")
  questionnaireId!: string;

  @BelongsTo(() => NeedsQuestionnaire, "The questionnaire, as it is now.")
  questionnaire?: NeedsQuestionnaire | null;

  @Attribute("integer", "The version of the questions that were answered.")
  questionsVersion!: number;

  @MayName()
  @Column("jsonb")
  answers!: readonly StoredNeedsAnswer[];

  @MayName()
  @Column("jsonb")
  reasons!: readonly StoredNeedsReason[];

  @Attribute(
    "text",
    `The kind that fits better. Null if neither does clearly: the confidence is below ${CLEAR_CONFIDENCE}.`,
    { as: () => EngagementKind, nullable: true },
  )
  recommendedKind!: EngagementKind | null;

  @Attribute(
    "double precision",
    `How clearly the answers lean to one kind, 0 to 1: |Σ weight · leaning| of the answers, divided by Σ weight · strongest leaning of all questions. Questions without an answer lower it. Below ${CLEAR_CONFIDENCE} nothing is recommended.`,
  )
  confidence!: number;

  @Attribute("integer", "The length that was asked for, in weeks. Null if none was.", { nullable: true })
  wantedWeeks!: number | null;

  @Attribute("text", "The format that was asked for. Null if none was.", {
    as: () => EngagementFormat,
    nullable: true,
  })
  wantedFormat!: EngagementFormat | null;

  @Attribute("text", "The kind that the person chose, whatever was recommended. Null until they choose.", {
    as: () => EngagementKind,
    nullable: true,
  })
  chosenKind!: EngagementKind | null;

  @MayName()
  @Attribute("text", "Why they chose it. Null if they gave no reason, and for API keys.", { nullable: true })
  choiceReason!: string | null;

  @Attribute("timestamptz", "When they chose. Null until they choose.", { nullable: true })
  chosenAt!: Date | null;

  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(() => Engagement, "The engagement that followed from it. Null if none has, or if you may not see it.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  recordedById!: string | null;

  @BelongsTo(
    () => Person,
    "Who recorded the answers: the person, or whoever asked them. Null if an API key or a visitor of a link did, or if you may not see who did.",
  )
  recordedBy?: Person | null;

  @Column("uuid", { nullable: true })
  linkId!: string | null;

  @BelongsTo(() => NeedsLink, "The link on which a visitor answered. Null if there is none, or if you may not see it.")
  link?: NeedsLink | null;

  @MayName()
  @Attribute("text", `The name that a visitor of a link left. ${forManagers}`, { nullable: true })
  visitorName!: string | null;

  @MayName()
  @Attribute("text", `The e-mail address that a visitor of a link left. ${forManagers}`, { nullable: true })
  visitorEmail!: string | null;

  /** The hash of the form that a visitor sent, in hex. */
  @Impersonal()
  @Column("text", { nullable: true })
  formHash!: string | null;

  @Attribute("timestamptz", "When it was answered.")
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasComputed(NeedsAssessment, "answers", {
  type: NeedsAnswer,
  takes: argumentsOf({}),
  objects: (row) => `select place::integer as number, each->>'question' as question,
      (each->>'weight')::integer as weight, each->>'answer' as answer, (each->>'leaning')::integer as leaning
    from jsonb_array_elements(${row}.answers) with ordinality as answers (each, place)`,
  sortedBy: "number",
  description: "What was asked and answered, in the order of the questionnaire.",
});
hasComputed(NeedsAssessment, "reasons", {
  type: NeedsReason,
  takes: argumentsOf({}),
  objects: (row) => `select place, each->>'speaksFor' as "speaksFor",
      (each->>'contribution')::integer as contribution, each->>'text' as text
    from jsonb_array_elements(${row}.reasons) with ordinality as reasons (each, place)`,
  sortedBy: "place",
  description: "The reasons, from the answers that lean to a kind. Those that contributed most come first.",
});
hasComputed(NeedsAssessment, "programs", {
  type: FittingProgram,
  takes: argumentsOf({}),
  objects: programsThatFit,
  sortedBy: "place",
  description:
    "Active programs of the chosen kind, or else of the recommended one: at most 20, those that differ least first. Empty if no kind is chosen or recommended.",
});

@InputType({ description: "Filters needs assessments." })
export class NeedsAssessmentFilter {
  @Field(() => ID, { nullable: true, description: "Assessments of this person." })
  personId?: string | null;

  @Field(() => EngagementKind, { nullable: true, description: "Assessments that recommend this kind." })
  recommendedKind?: EngagementKind | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Assessments of known people, or those whose person is not known.",
  })
  hasPerson?: boolean | null;

  @UpdatedSince("Assessments", "chosen and followed")
  updatedSince?: Date | null;
}

hasMany(Person, "needsAssessments", NeedsAssessment, {
  by: "personId",
  filter: () => NeedsAssessmentFilter,
  order: NeedsAssessmentOrder,
  orderBy: "CREATED",
  description: "The person's needs assessments, as far as you may see them.",
});
