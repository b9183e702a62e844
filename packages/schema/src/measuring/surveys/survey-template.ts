import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed } from "../../common/connections.js";
import { archives, argumentsOf, MANAGERS, restores } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { MayName } from "../../common/personal.js";
import { questionsOfSurvey, type AskedQuestion, SurveyQuestion } from "./survey-form.js";
import { SurveyPrivacy } from "./survey-words.js";

export const SurveyTemplateOrder = ordersOf("SurveyTemplateOrder", "How survey templates can be sorted.", {
  TITLE: ["By title.", "By title, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** A template that surveys are sent from. A survey keeps the questions as they were when it was sent. */
@Reads({
  prefix: "survey_template",
  visible: { ...toManagers, "engagements:read": true },
  orders: { TITLE: ["title"], CREATED: [] },
  filters: {
    isArchived: {
      isSkewed: true,
      where: (row, isArchived: Input<boolean>, sql) =>
        `(${row}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
  },
})
@Entity("survey_template")
@ObjectType({
  implements: Node,
  description:
    "A template that surveys are sent from. A change makes a new version. Surveys that were sent keep theirs. For owners, admins and program managers.",
})
export class SurveyTemplate extends Node {
  @MayName()
  @Attribute("text", "The title.")
  title!: string;

  @MayName()
  @Attribute("text", "What is said before the questions. Null if there is nothing to say.", { nullable: true })
  introduction!: string | null;

  @Attribute("text", "What becomes of answers. It never changes.", { as: () => SurveyPrivacy })
  privacy!: SurveyPrivacy;

  @Attribute(
    "boolean",
    "Whether coaches of the engagement see the answers of a NAMED survey, or the report of a 360. It never changes.",
  )
  sharedWithCoaches!: boolean;

  @MayName()
  @Column("jsonb")
  form!: readonly AskedQuestion[];

  @Attribute("integer", "The number of the version, starting at 1.")
  formVersion!: number;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute(
    "timestamptz",
    "When it was archived. No survey can be sent from an archived template. Null if it is in use.",
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

hasComputed(SurveyTemplate, "questions", {
  type: SurveyQuestion,
  takes: argumentsOf({}),
  objects: questionsOfSurvey,
  sortedBy: "number",
  description: "Its questions, in order.",
});

@InputType({ description: "Filters survey templates." })
export class SurveyTemplateFilter {
  @Field(() => Boolean, { nullable: true, description: "Archived templates, or those in use." })
  isArchived?: boolean | null;
}

export const ArchiveSurveyTemplate = archives("archiveSurveyTemplate", SurveyTemplate, {
  owner: "gateway",
  description: "Archives a survey template, so that no more surveys are sent from it. Surveys that were sent go on.",
  roles: MANAGERS,
});

export const RestoreSurveyTemplate = restores("restoreSurveyTemplate", SurveyTemplate, {
  owner: "gateway",
  description: "Restores an archived survey template, so that surveys can be sent from it again.",
  roles: MANAGERS,
});
