import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Impersonal } from "../../common/personal.js";
import { Person } from "../../tenancy/person.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";

/** Where the gateway serves the page of a link. The token follows. */
export const NEEDS_PATH = "/needs/";
/** The most answers that a link takes in an hour, so that nobody floods a firm with them. */
export const MOST_ANSWERS_AN_HOUR = 60;

export const NeedsLinkOrder = ordersOf("NeedsLinkOrder", "How links to needs questionnaires can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** A link to a page for people without an account. Its address is printed or sent, so it can be withdrawn but not changed. */
@Reads({ prefix: "needs_link", visible: toManagers, orders: { CREATED: [] } })
@Entity("needs_link")
@ObjectType({
  implements: Node,
  description:
    "A link to a page on which people without an account answer a needs questionnaire. For owners, admins and program managers.",
})
export class NeedsLink extends Node {
  @Column("uuid")
  questionnaireId!: string;

  @BelongsTo(() => NeedsQuestionnaire, "The questionnaire that the page asks, always in its current version.")
  questionnaire?: NeedsQuestionnaire | null;

  /** The hash of the token in its address, in hex. The address itself is shown once and not kept. */
  @Impersonal()
  @Column("text")
  tokenHash!: string;

  @Attribute("timestamptz", "When it stops working.")
  expiresAt!: Date;

  @Attribute("integer", "How many answers it takes at most.")
  mostAnswers!: number;

  @Attribute("integer", "How many answers it has taken.")
  answerCount!: number;

  @Attribute("timestamptz", "When it was withdrawn. Null if it was not.", { nullable: true })
  withdrawnAt!: Date | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Column("uuid")
  createdById!: string;

  @BelongsTo(() => Person, "Who created it.")
  createdBy?: Person | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasMany(NeedsQuestionnaire, "links", NeedsLink, {
  by: "questionnaireId",
  order: NeedsLinkOrder,
  orderBy: "CREATED",
  description: "Its links for people without an account. Empty for clients and API keys.",
});
