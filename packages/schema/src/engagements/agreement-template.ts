import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { archives, MANAGERS, restores } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";

export const AgreementTemplateOrder = ordersOf("AgreementTemplateOrder", "How templates of agreements can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** What agreements are made from. A new text is a new version, so that agreements keep the one that they were made from. */
@Reads({
  prefix: "agreement_template",
  visible: toManagers,
  orders: { NAME: ["name"], CREATED: [] },
  filters: {
    isArchived: {
      isSkewed: true,
      where: (row, isArchived: Input<boolean>, sql) =>
        `(${row}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
  },
})
@Entity("agreement_template")
@ObjectType({
  implements: Node,
  description:
    "What agreements are made from. A new text is a new version: agreements that exist keep theirs. For owners, admins and program managers.",
})
export class AgreementTemplate extends Node {
  @MayName()
  @Attribute("text", "The name, which is also the title of its agreements. Unique in the firm.")
  name!: string;

  @MayName()
  @Attribute("text", "The current text: Markdown with fields such as `{{clientName}}`.")
  text!: string;

  @Attribute("integer", "The number of the version that the current text is, starting at 1.")
  textVersion!: number;

  @Attribute("timestamptz", "When the template was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; no agreement is made from it any more. Null if it is in use.", {
    nullable: true,
  })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters templates of agreements." })
export class AgreementTemplateFilter {
  @Field(() => Boolean, { nullable: true, description: "Archived templates, or those in use." })
  isArchived?: boolean | null;
}

export const ArchiveAgreementTemplate = archives("archiveAgreementTemplate", AgreementTemplate, {
  owner: "gateway",
  description: "Archives a template, so that no agreement is made from it any more. Agreements that exist go on.",
  roles: MANAGERS,
});

export const RestoreAgreementTemplate = restores("restoreAgreementTemplate", AgreementTemplate, {
  owner: "gateway",
  description: "Restores an archived template, so that agreements can be made from it again.",
  roles: MANAGERS,
});
