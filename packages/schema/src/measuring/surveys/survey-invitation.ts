import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed } from "../../common/connections.js";
import { argumentsOf } from "../../common/declare.js";
import { Discreet } from "../../common/discreet.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { EVERYBODY } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith, Impersonal, MayName, OfPerson } from "../../common/personal.js";
import { Person } from "../../tenancy/person.js";
import { repliesIn, SurveyAnswer, type SurveyReply } from "./survey-form.js";
import { Survey } from "./survey.js";
import { RaterGroup } from "./survey-words.js";

export const SurveyInvitationOrder = ordersOf("SurveyInvitationOrder", "How invitations to surveys can be sorted.", {
  INVITED: ["Oldest first.", "Newest first."],
});

const own: RowCondition = (invitation, sql) => `${invitation}.person_id = ${sql.person}`;

/** Answers of a named survey, where it says so. The column is empty in every other. */
const isShared: RowCondition = (invitation, sql) =>
  `(${invitation}.answered and ${invitation}.shared_engagement_id in (select id from ${sql.scope("coached")}))`;

/**
 * That somebody is asked, and what they answer. Of anonymous surveys and 360s it is gone when the survey has closed, and the
 * answers with it: what is left are sums that hold nobody.
 */
@Reads({
  prefix: "survey_invitation",
  visible: {
    ...Object.fromEntries(EVERYBODY.map((role) => [role, own])),
    COACH: (invitation, sql) => `(${own(invitation, sql)} or ${isShared(invitation, sql)})`,
  },
  implied: { survey: true, person: true },
  orders: { INVITED: ["invitedAt"] },
  filters: {
    isAnswered: {
      isSkewed: true,
      where: (row, isAnswered: Input<boolean>, sql) => `${row}.answered = ${sql.bind(isAnswered, "boolean")}`,
    },
  },
})
@ErasedWith("personId")
@Entity("survey_invitation")
@ObjectType({
  implements: Node,
  description:
    "That you are asked to answer a survey, and what you answered. Nobody else sees it but, in named surveys that say so, the coaches of the engagement. Of anonymous surveys and 360s it is deleted when they have closed.",
})
export class SurveyInvitation extends Node {
  @Column("uuid")
  surveyId!: string;

  @BelongsTo(() => Survey, "The survey.")
  survey?: Survey | null;

  @Column("uuid", { nullable: true })
  personId!: string | null;

  @BelongsTo(() => Person, "Who is asked.")
  person?: Person | null;

  /** Of a rater without an account. */
  @MayName()
  @Column("text", { nullable: true })
  raterName!: string | null;

  @MayName()
  @Column("text", { nullable: true })
  raterEmail!: string | null;

  @Attribute("text", "How you stand to whom a 360 is about. Null for other surveys.", {
    as: () => RaterGroup,
    nullable: true,
  })
  raterGroup!: RaterGroup | null;

  /** Which results the answer counts in, as it was when the survey was sent. */
  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @Column("uuid", { nullable: true })
  programId!: string | null;

  @Column("uuid", { nullable: true })
  cohortId!: string | null;

  @Impersonal()
  @Column("text", { nullable: true })
  kind!: string | null;

  @Impersonal()
  @Column("text", { nullable: true })
  format!: string | null;

  /** The engagement whose coaches see the answers of a named survey that says so. */
  @Column("uuid", { nullable: true })
  sharedEngagementId!: string | null;

  // When somebody answered is theirs to know: no time and no count of changes tells it.
  @Discreet()
  @Attribute("boolean", "Whether it is answered. Answers can be changed until the survey closes.")
  answered!: boolean;

  @OfPerson("personId", "[]")
  @Discreet()
  @Column("jsonb")
  answers!: readonly SurveyReply[];

  @Attribute("timestamptz", "When the invitation was made.")
  invitedAt!: Date;

  @UpdatedAt("Answering does not change it.")
  updatedAt!: Date;
}

hasComputed(SurveyInvitation, "answers", {
  type: SurveyAnswer,
  takes: argumentsOf({}),
  objects: repliesIn,
  sortedBy: "number",
  description: "The answers, in the order of the questions. Questions without an answer are left out.",
});

@InputType({ description: "Filters invitations to surveys." })
export class SurveyInvitationFilter {
  @Field(() => Boolean, { nullable: true, description: "Those that are answered, or those that wait for an answer." })
  isAnswered?: boolean | null;
}
