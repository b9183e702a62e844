import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed } from "../../common/connections.js";
import { archives, argumentsOf, MANAGERS, restores } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Impersonal, MayName } from "../../common/personal.js";
import { updatedSince, UpdatedSince } from "../../common/updated-since.js";
import { leaningsIn, NeedsLeaning, NeedsQuestion, questionsIn, type StoredNeedsQuestion } from "./needs-question.js";

export const NeedsQuestionnaireOrder = ordersOf("NeedsQuestionnaireOrder", "How needs questionnaires can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

const designers = { ...toManagers, "engagements:read": true } as const;

/** What a needs assessment asks. Assessments keep the questions as they were asked. */
@Reads({
  prefix: "needs_questionnaire",
  visible: { ...designers, CLIENT: true },
  rights: { leanings: designers },
  orders: { NAME: ["name"], CREATED: [] },
  filters: {
    isArchived: {
      isSkewed: true,
      where: (row, isArchived: Input<boolean>, sql) =>
        `(${row}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
    updatedSince,
  },
})
@Entity("needs_questionnaire")
@ObjectType({
  implements: Node,
  description:
    "Questions whose answers show whether coaching or mentoring fits somebody better. A change of the questions makes a new version. Assessments keep theirs. For owners, admins, program managers and clients.",
})
export class NeedsQuestionnaire extends Node {
  @MayName()
  @Attribute("text", "The name. Unique in the firm.")
  name!: string;

  @Impersonal()
  @Attribute("text", "The language of its texts, as a tag (BCP 47).")
  locale!: string;

  @MayName()
  @Column("jsonb")
  questions!: readonly StoredNeedsQuestion[];

  @Attribute("integer", "The version of its questions, starting at 1.")
  questionsVersion!: number;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute(
    "timestamptz",
    "When it was archived. An archived questionnaire cannot be answered. Null if it is in use.",
    {
      nullable: true,
    },
  )
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasComputed(NeedsQuestionnaire, "questions", {
  type: NeedsQuestion,
  takes: argumentsOf({}),
  objects: questionsIn,
  sortedBy: "number",
  description: "The questions, in order.",
});
hasComputed(NeedsQuestionnaire, "leanings", {
  type: NeedsLeaning,
  takes: argumentsOf({}),
  objects: leaningsIn,
  sortedBy: "place",
  description:
    "Which kind each choice leans to, in the order of the questions. Empty for clients, who should not know it before they answer.",
});

@InputType({ description: "Filters needs questionnaires." })
export class NeedsQuestionnaireFilter {
  @Field(() => Boolean, { nullable: true, description: "Archived questionnaires, or those in use." })
  isArchived?: boolean | null;

  @UpdatedSince("Questionnaires", "archived")
  updatedSince?: Date | null;
}

export const ArchiveNeedsQuestionnaire = archives("archiveNeedsQuestionnaire", NeedsQuestionnaire, {
  owner: "gateway",
  description: "Archives a questionnaire, so that nobody answers it any more. Its links stop working.",
  roles: MANAGERS,
});

export const RestoreNeedsQuestionnaire = restores("restoreNeedsQuestionnaire", NeedsQuestionnaire, {
  owner: "gateway",
  description: "Restores an archived questionnaire, so that it can be answered again.",
  roles: MANAGERS,
});
