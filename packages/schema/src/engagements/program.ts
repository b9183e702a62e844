import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { count, flag, text, wordOf } from "../common/declare.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";
import { AgreementTemplate } from "./agreement-template.js";
import { AllocationUnit, EngagementFormat, EngagementKind, MentoringForm } from "./words.js";

export const ProgramStatus = wordsOf("ProgramStatus", "The status of a program.", {
  DRAFT: "Being designed. It cannot be used yet.",
  ACTIVE: "In use: engagements and cohorts can be created in it.",
  ARCHIVED: "No longer used. What was created in it goes on.",
});
export type ProgramStatus = WordOf<typeof ProgramStatus>;

export const Chemistry = wordsOf("Chemistry", "Whether people meet coaches before one is chosen.", {
  NONE: "A coach is chosen without a chemistry session.",
  OPTIONAL: "People can meet coaches first.",
  REQUIRED: "People meet a coach before the coach is theirs.",
});
export type Chemistry = WordOf<typeof Chemistry>;

export const ProgramOrder = ordersOf("ProgramOrder", "How programs can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** How pairings come about, and when it changed, are for those who design programs. */
const design = { ...toManagers, "engagements:read": true } as const;
const forDesigners = "Null for anybody but owners, admins, program managers and API keys.";

/** A designed offering. Engagements that are created in it copy its terms, so that changing it changes none of them. */
@Reads({
  prefix: "program",
  visible: {
    ...design,
    FINANCE: true,
    COACH: (program, sql) => `${program}.id in (select id from ${sql.scope("coached_programs")})`,
    CLIENT: (program, sql) => `${program}.id in (select id from ${sql.scope("joined_programs")})`,
    SPONSOR: (program, sql) => `${program}.id in (select id from ${sql.scope("sponsored_programs")})`,
  },
  rights: {
    anyCoach: design,
    chemistry: design,
    mostInterviews: design,
    needsApproval: design,
    updatedAt: design,
    version: design,
  },
  orders: { NAME: ["name"], CREATED: [] },
  filters: {
    kind: { where: (row, kind: Input<string>, sql) => `${row}.kind = ${sql.bind(kind, "text")}` },
    format: { where: (row, format: Input<string>, sql) => `${row}.format = ${sql.bind(format, "text")}` },
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
    updatedSince: { ...updatedSince, reads: ["updatedAt"] },
  },
})
@Entity("program")
@ObjectType({
  implements: Node,
  description: "A designed offering. Engagements copy its terms: a change of the program changes none that exists.",
})
export class Program extends Node {
  @MayName()
  @Attribute("text", "The name. Unique in the firm.", {
    settable: text(200),
    taken: "The firm already has a program of this name.",
  })
  name!: string;

  @Attribute("text", "The current status.", { as: () => ProgramStatus })
  status!: ProgramStatus;

  @Attribute("text", "Whether its engagements are coaching or mentoring. It never changes.", {
    as: () => EngagementKind,
  })
  kind!: EngagementKind;

  @Attribute("text", "Whether its engagements are with one person, a group or a team. It never changes.", {
    as: () => EngagementFormat,
  })
  format!: EngagementFormat;

  @Attribute("text", "How mentoring is agreed. Mentoring needs it. Null for coaching.", {
    as: () => MentoringForm,
    nullable: true,
    settable: wordOf(MentoringForm),
  })
  mentoringForm!: MentoringForm | null;

  @Attribute("text", "The unit of an engagement's allocation. Coaching needs one. Null if there is no allocation.", {
    as: () => AllocationUnit,
    nullable: true,
    settable: wordOf(AllocationUnit),
  })
  allocationUnit!: AllocationUnit | null;

  @Attribute("integer", "How much an engagement's participants are entitled to, in `allocationUnit`.", {
    nullable: true,
    settable: count(1, 10_000),
  })
  allocationAmount!: number | null;

  @Attribute(
    "integer",
    "The length of an engagement in weeks. Coaching and formal mentoring need one. Null if it is open-ended.",
    { nullable: true, settable: count(1, 520) },
  )
  weeks!: number | null;

  @Attribute(
    "boolean",
    `Whether everybody who coaches for the firm may coach in it. If not, only its \`coaches\` may. ${forDesigners}`,
    { nullable: true, optional: false },
  )
  anyCoach!: boolean;

  @Attribute("text", `Whether people meet coaches before one is chosen. ${forDesigners}`, {
    as: () => Chemistry,
    nullable: true,
    optional: false,
    settable: wordOf(Chemistry),
    usual: Chemistry.OPTIONAL,
  })
  chemistry!: Chemistry;

  @Attribute("integer", `The most coaches whom a person meets first. Null if there is no limit. ${forDesigners}`, {
    nullable: true,
    settable: count(1, 20),
  })
  mostInterviews!: number | null;

  @Attribute("boolean", `Whether those who run the practice approve each pairing. ${forDesigners}`, {
    nullable: true,
    optional: false,
    settable: flag,
    usual: false,
  })
  needsApproval!: boolean;

  @Column("uuid", { nullable: true })
  agreementTemplateId!: string | null;

  @BelongsTo(
    () => AgreementTemplate,
    "The template that agreements of its engagements are made from. Not for informal mentoring. Null if there is none, and for anybody but owners, admins and program managers.",
    { settable: true },
  )
  agreementTemplate?: AgreementTemplate | null;

  @Attribute(
    "boolean",
    "Whether its engagements need a completed agreement before they are activated. Not for informal mentoring.",
    { settable: flag, usual: false },
  )
  needsAgreement!: boolean;

  @Attribute("timestamptz", "When the program was created.")
  createdAt!: Date;

  @UpdatedAt(forDesigners)
  updatedAt!: Date;

  @Version(forDesigners)
  version!: number;
}

@InputType({ description: "Filters programs." })
export class ProgramFilter {
  @Field(() => EngagementKind, { nullable: true, description: "Programs of this kind." })
  kind?: EngagementKind | null;

  @Field(() => EngagementFormat, { nullable: true, description: "Programs of this format." })
  format?: EngagementFormat | null;

  @Field(() => ProgramStatus, { nullable: true, description: "Programs in this status." })
  status?: ProgramStatus | null;

  @UpdatedSince("Programs", "archived")
  updatedSince?: Date | null;
}
