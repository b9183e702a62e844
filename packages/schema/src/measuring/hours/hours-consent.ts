import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { ordersOf, wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith } from "../../common/personal.js";
import { boundId } from "../../common/uuid-of.js";
import { Person } from "../../tenancy/person.js";

export const HoursConsentStatus = wordsOf("HoursConsentStatus", "Whether a coach's log may name a client.", {
  ASKED: "The client was asked and has not answered.",
  GIVEN: "The log may name the client.",
  REFUSED: "The client refused, or took the consent back.",
});
export type HoursConsentStatus = WordOf<typeof HoursConsentStatus>;

/** What each status may become. Whoever refused can still consent by themselves. */
export const hoursConsentMoves: Readonly<Record<HoursConsentStatus, readonly HoursConsentStatus[]>> = {
  ASKED: ["GIVEN", "REFUSED"],
  GIVEN: ["REFUSED"],
  REFUSED: ["GIVEN"],
};

export const HoursConsentOrder = ordersOf("HoursConsentOrder", "How consents can be sorted.", {
  ASKED: ["Those asked earliest first.", "Those asked latest first."],
});

/**
 * What a client says to being named in a coach's log of hours. A credential body may call the clients that a log lists, so the
 * ICF lets coaches list only those who agreed.
 */
@Reads({
  prefix: "hours_consent",
  visible: {
    ...toManagers,
    COACH: (consent, sql) => `${consent}.coach_id = ${sql.person}`,
    CLIENT: (consent, sql) => `${consent}.client_id = ${sql.person}`,
  },
  // They worked together, also if one of them has left the engagement since.
  implied: { coach: true, client: true },
  orders: { ASKED: ["askedAt"] },
  filters: {
    coachId: { where: (row, id: Input<string>, sql) => `${row}.coach_id = ${boundId(sql, Person, id)}` },
    clientId: { where: (row, id: Input<string>, sql) => `${row}.client_id = ${boundId(sql, Person, id)}` },
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
  },
})
@ErasedWith("clientId")
@Entity("hours_consent")
@ObjectType({
  implements: Node,
  description:
    "What a client says to being named, with an e-mail address, in a coach's log of coaching hours. There is one for each coach and client.",
})
export class HoursConsent extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach whose log it is.")
  coach?: Person | null;

  @Column("uuid")
  clientId!: string;

  @BelongsTo(() => Person, "The client.")
  client?: Person | null;

  @Attribute("text", "What the client says.", { as: () => HoursConsentStatus })
  status!: HoursConsentStatus;

  @Attribute("timestamptz", "When the client was asked.")
  askedAt!: Date;

  @Attribute("timestamptz", "When the client last answered. Null until then.", { nullable: true })
  answeredAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters consents to be named in a coach's log." })
export class HoursConsentFilter {
  @Field(() => ID, { nullable: true, description: "Those for the log of this coach." })
  coachId?: string | null;

  @Field(() => ID, { nullable: true, description: "Those of this client." })
  clientId?: string | null;

  @Field(() => HoursConsentStatus, { nullable: true, description: "Those in this status." })
  status?: HoursConsentStatus | null;
}
