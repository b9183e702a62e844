import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasFew } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { PartOf } from "../common/part-of.js";
import { Impersonal, KeptAsSigned } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Agreement } from "./agreement.js";
import { partyReaders } from "./agreement-viewers.js";

export const AgreementSide = wordsOf("AgreementSide", "As what somebody signs an agreement.", {
  COACH: "A coach or mentor.",
  PARTICIPANT: "A client or mentee.",
  SPONSOR: "A sponsor of the organization that pays.",
});
export type AgreementSide = WordOf<typeof AgreementSide>;

export const AgreementPartyOrder = ordersOf("AgreementPartyOrder", "How the parties of an agreement can be sorted.", {
  SIDE: ["Coaches first, then participants, then the sponsor.", "The sponsor first."],
});

const own: RowCondition = (party, sql) => `${party}.person_id = ${sql.person}`;

/** Somebody who is asked to sign an agreement, and their signature. */
@Reads({
  prefix: "agreement_party",
  visible: partyReaders,
  // Where somebody signed is for those who run the practice, and for themselves.
  rights: { address: { ...toManagers, COACH: own, CLIENT: own, SPONSOR: own } },
  // Coaches and participants meet in the engagement. Sponsors see the people whom they see elsewhere.
  implied: { agreement: true, person: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"] },
  orders: { SIDE: ["side"] },
})
@PartOf(() => Agreement, "agreementId")
@Entity("agreement_party")
@ObjectType({
  implements: Node,
  description:
    "Somebody who is asked to sign an agreement, and their signature. Participants of a group or a team do not see each other's.",
})
export class AgreementParty extends Node {
  @Column("uuid")
  agreementId!: string;

  @BelongsTo(() => Agreement, "The agreement.")
  agreement?: Agreement | null;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The person. Null if you may not see them.")
  person?: Person | null;

  @Attribute("text", "As what they sign.", { as: () => AgreementSide })
  side!: AgreementSide;

  @Attribute("timestamptz", "When they signed. Null until then.", { nullable: true })
  signedAt!: Date | null;

  @KeptAsSigned()
  @Attribute("text", "The name that they typed. Null until then.", { nullable: true })
  typedName!: string | null;

  @KeptAsSigned()
  @Attribute(
    "text",
    "The IP address that they signed from. Null until then, and for anybody but owners, admins, program managers and themselves.",
    { nullable: true },
  )
  address!: string | null;

  @Impersonal()
  @Attribute("text", "The SHA-256 of the text that they signed. Null until then.", { nullable: true })
  textHash!: string | null;
}

hasFew(Agreement, "parties", AgreementParty, {
  by: "agreementId",
  orderBy: "SIDE",
  description:
    "Who is asked to sign it, and their signatures. Participants of a group or a team see their own, those of coaches and that of the sponsor. Empty for finance.",
});
