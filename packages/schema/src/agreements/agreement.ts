import { type Input, Reads, type RowCondition, type Sql } from "@coachwork/reader";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { AboutEngagement, Impersonal, KeptAsSigned, MayName } from "../common/personal.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { AgreementStatus } from "./agreement-status.js";
import { AgreementTemplateVersion } from "./agreement-template-version.js";
import { agreementReaders } from "./agreement-viewers.js";

export const AgreementOrder = ordersOf("AgreementOrder", "How agreements can be sorted.", {
  PREPARED: ["Oldest first.", "Newest first."],
});

/** Those who see it but for its text are left out. */
const readers = Object.keys(agreementReaders);
const forReaders = "Null for finance.";
const forManagers = "Null for anybody but owners, admins and program managers.";

const byViewer: RowCondition = (agreement, sql) => `${agreement}.decided_by_id = ${sql.person}`;
const decider = { ...toManagers, COACH: byViewer, CLIENT: byViewer, SPONSOR: byViewer } as const;

/** How many parties there are, or how many of them have signed. */
const countOf = (condition: string) => (agreement: string, sql: Sql) => {
  const party = sql.alias("party");
  return `(select count(*)::integer from agreement_party ${party}
    where ${party}.firm_id = ${sql.firm} and ${party}.agreement_id = ${agreement}.id and ${party}.${condition})`;
};

/** What was agreed in an engagement. Its text never changes: another text is another agreement. */
@Reads({
  prefix: "agreement",
  visible: { ...agreementReaders, FINANCE: (agreement) => `${agreement}.sent_at is not null` },
  rights: {
    ...{ title: readers, text: readers, textHash: readers, partyCount: readers, signedCount: readers },
    ...{ follows: readers, templateVersion: toManagers, preparedBy: toManagers },
    ...{ reason: decider, decidedBy: decider, updatedAt: toManagers, version: toManagers },
  },
  expressions: { partyCount: countOf("id is not null"), signedCount: countOf("signed_at is not null") },
  implied: { templateVersion: true, preparedBy: true, decidedBy: true },
  orders: { PREPARED: ["preparedAt"] },
  filters: {
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
  },
})
@Entity("agreement")
@ObjectType({
  implements: Node,
  description:
    "What was agreed in an engagement, and who signed it. Read by its parties, by owners, admins and program managers, and in a three-way agreement by the sponsors of the organization. Finance sees its status and dates.",
})
export class Agreement extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for a party who does not take part in it today.")
  engagement?: Engagement | null;

  @Column("uuid")
  templateVersionId!: string;

  @BelongsTo(() => AgreementTemplateVersion, `The text that it was made from. ${forManagers}`)
  templateVersion?: AgreementTemplateVersion | null;

  @Column("uuid", { nullable: true })
  followsId!: string | null;

  @BelongsTo(() => Agreement, `The agreement whose place it took. Null if there was none, and for finance.`)
  follows?: Agreement | null;

  @Attribute("text", "The current status.", { as: () => AgreementStatus })
  status!: AgreementStatus;

  @Attribute("boolean", "Whether a sponsor is a party, too.")
  isThreeWay!: boolean;

  @MayName("engagementId")
  @Attribute("text", `The title: the name of the template. ${forReaders}`, { nullable: true, optional: false })
  title!: string;

  @KeptAsSigned()
  @Attribute("text", `The text, in Markdown. It never changes. ${forReaders}`, { nullable: true, optional: false })
  text!: string;

  @Impersonal()
  @Attribute("text", `The SHA-256 of the text in UTF-8, as 64 hexadecimal digits. ${forReaders}`, {
    nullable: true,
    optional: false,
  })
  textHash!: string;

  @Attribute("timestamptz", "When it was prepared.")
  preparedAt!: Date;

  @Column("uuid", { nullable: true })
  preparedById!: string | null;

  @BelongsTo(
    () => Person,
    `Who prepared it, or changed the engagement so that it was. Null if an API key did. ${forManagers}`,
  )
  preparedBy?: Person | null;

  @Attribute("timestamptz", "When its parties were asked to sign it. Null until then.", { nullable: true })
  sentAt!: Date | null;

  @Attribute("timestamptz", "When every party had signed it. Null until then.", { nullable: true })
  completedAt!: Date | null;

  @Attribute("timestamptz", "When it was declined, withdrawn or superseded. Null until then.", { nullable: true })
  endedAt!: Date | null;

  @AboutEngagement("engagementId")
  @Attribute(
    "text",
    "Why it was declined or withdrawn. Null for anybody but owners, admins, program managers and who said it.",
    { nullable: true },
  )
  reason!: string | null;

  @Column("uuid", { nullable: true })
  decidedById!: string | null;

  @BelongsTo(
    () => Person,
    "Who declined or withdrew it. Null for anybody but owners, admins, program managers and themselves.",
  )
  decidedBy?: Person | null;

  @UpdatedAt(forManagers)
  updatedAt!: Date;

  @Version(forManagers)
  version!: number;
}

field(Agreement, "partyCount", () => Int, `How many people are asked to sign it. ${forReaders}`, true);
field(Agreement, "signedCount", () => Int, `How many of them have signed it. ${forReaders}`, true);

@InputType({ description: "Filters agreements." })
export class AgreementFilter {
  @Field(() => AgreementStatus, { nullable: true, description: "Agreements in this status." })
  status?: AgreementStatus | null;
}

hasMany(Engagement, "agreements", Agreement, {
  by: "engagementId",
  filter: () => AgreementFilter,
  order: AgreementOrder,
  orderBy: "PREPARED",
  description: "Its agreements that you may see, those that were superseded among them.",
});
