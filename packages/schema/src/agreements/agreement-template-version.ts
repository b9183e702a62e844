import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { AgreementTemplate } from "../engagements/agreement-template.js";

export const AgreementTemplateVersionOrder = ordersOf(
  "AgreementTemplateVersionOrder",
  "How the versions of a template can be sorted.",
  { WRITTEN: ["Earliest first.", "Latest first."] },
);

/** A text of a template. Rows are added, never changed. */
@Reads({
  prefix: "agreement_template_version",
  visible: toManagers,
  implied: { template: true, writtenBy: true },
  orders: { WRITTEN: ["writtenAt"] },
})
@Entity("agreement_template_version")
@ObjectType({
  implements: Node,
  description: "A text of a template, past or current. For owners, admins and program managers.",
})
export class AgreementTemplateVersion extends Node {
  @Column("uuid")
  templateId!: string;

  @BelongsTo(() => AgreementTemplate, "The template.")
  template?: AgreementTemplate | null;

  @Attribute("integer", "The number of the version, starting at 1.")
  number!: number;

  @MayName()
  @Attribute("text", "The text: Markdown with fields such as `{{clientName}}`.")
  text!: string;

  @Attribute("timestamptz", "When it was written. The next version replaced it.")
  writtenAt!: Date;

  @Column("uuid")
  writtenById!: string;

  @BelongsTo(() => Person, "Who wrote it.")
  writtenBy?: Person | null;
}

hasMany(AgreementTemplate, "versions", AgreementTemplateVersion, {
  by: "templateId",
  order: AgreementTemplateVersionOrder,
  orderBy: "WRITTEN",
  description: "Its texts, the current one and those before.",
});
