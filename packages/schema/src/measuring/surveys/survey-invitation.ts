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
import { isWrittenIn } from "../../engagements/scopes.js";
import { Person } from "../../tenancy/person.js";
import { repliesIn, SurveyAnswer, type SurveyReply } from "./survey-form.js";
import { Survey } from "./survey.js";
import { RaterGroup } from "./survey-words.js";

export const SurveyInvitationOrder = ordersOf("SurveyInvitationOrder", "How invitations to surveys can be sorted.", {
  INVITED: ["Oldest first.", "Newest first."],
});

const own: RowCondition = (invitation, sql) => `${invitation}.person_id = ${sql.person}`;

/**
 * What was sent by a link is not read back: whoever merges or re-addresses people without a sign-in chooses whose sign-in the
 * invitation follows.
 */
const ownByAccount: RowCondition = (invitation, sql) => `(${own(invitation, sql)} and ${invitation}.by_account)`;

/**
 * Answers of a named survey that shares them with the coaches of then. In every other survey, the column is empty. Coaches who join
 * later may read what is asked from then on, as with notes.
 */
const isShared: RowCondition = (invitation, sql) => {
  const engagement = `${invitation}.shared_engagement_id`;
  const then = isWrittenIn("coached_times", engagement, `${invitation}.invited_at`, sql);
  return `(${invitation}.answered and ${engagement} in (select id from ${sql.scope("coached")}) and ${then})`;
};

/**
 * Asks somebody to answer a survey, and holds their answers. For anonymous surveys and 360s it is deleted once the survey has closed
 * and been counted. What is left are sums, or the report of the 360.
 */
@Reads({
  prefix: "survey_invitation",
  visible: {
    ...Object.fromEntries(EVERYBODY.map((role) => [role, own])),
    COACH: (invitation, sql) => `(${own(invitation, sql)} or ${isShared(invitation, sql)})`,
  },
  rights: {
    answers: {
      ...Object.fromEntries(EVERYBODY.map((role) => [role, ownByAccount])),
      COACH: (invitation, sql) => `(${ownByAccount(invitation, sql)} or ${isShared(invitation, sql)})`,
    },
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
    "Asks you to answer a survey, and holds your answers. Nobody else sees it, except the coaches of the engagement if a named survey says so. For anonymous surveys and 360s, it is deleted once they have closed.",
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

  /** The name of a rater without an account. */
  @MayName()
  @Column("text", { nullable: true })
  raterName!: string | null;

  @MayName()
  @Column("text", { nullable: true })
  raterEmail!: string | null;

  @Attribute("text", "How you relate to the subject of a 360. Null for other surveys.", {
    as: () => RaterGroup,
    nullable: true,
  })
  raterGroup!: RaterGroup | null;

  // These say in which results the answer counts, as things were when the survey was sent.
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

  // Nobody else may learn when somebody answered, so neither a time nor a count of changes reveals it.
  @Discreet()
  @Attribute("boolean", "Whether it is answered. Answers can be changed until the survey closes.")
  answered!: boolean;

  @OfPerson("personId", "[]")
  @Discreet()
  @Column("jsonb")
  answers!: readonly SurveyReply[];

  /** Whether they sent the answers while signed in, and not by a personal link. */
  @Discreet()
  @Column("boolean")
  byAccount!: boolean;

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
  description:
    "The answers, in the order of the questions. Questions without an answer are left out. You see your own only if you sent them while signed in: what was sent by a personal link is shown to nobody but the coaches of a named survey that says so.",
});

@InputType({ description: "Filters invitations to surveys." })
export class SurveyInvitationFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: "Invitations that are answered, or those that wait for an answer.",
  })
  isAnswered?: boolean | null;
}
