import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { Discreet } from "../common/discreet.js";
import { ordersOf } from "../common/enums.js";
import { count, date, longText, text, wordOf } from "../common/declare.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { FoundBy } from "../common/search/found-by.js";
import { searches, SearchText } from "../common/search/search-filter.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";
import { boundId } from "../common/uuid-of.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { onlyFields } from "../common/only-fields.js";
import { AboutEngagement, ERASED_TEXT, Impersonal, MayName } from "../common/personal.js";
import { CalendarDate } from "../common/scalars.js";
import { Organization } from "../tenancy/organization.js";
import { Team } from "../tenancy/team.js";
import { AgreementTemplate } from "./agreement-template.js";
import { Cohort } from "./cohort.js";
import { engagementFilters } from "./engagement-filters.js";
import { Pool } from "./pool.js";
import { Program } from "./program.js";
import { AllocationUnit, EngagementFormat, EngagementKind, EngagementStatus, MentoringForm } from "./words.js";

export const EngagementOrder = ordersOf("EngagementOrder", "How engagements can be sorted.", {
  STARTS_ON: ["Earliest start first.", "Latest start first."],
  CREATED: ["Oldest first.", "Newest first."],
  TITLE: ["By title.", "By title, from Z to A."],
});

/** What it takes to arrange a session, and to tell one engagement from another. */
export const TO_ARRANGE = "title kind format status startsOn endsOn createdAt coaches participants".split(" ");

/** A relationship of coaches and participants with a clear scope. */
@Reads({
  prefix: "engagement",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: (engagement, sql) => `${engagement}.id in (select id from ${sql.scope("coached")})`,
    CLIENT: (engagement, sql) => `${engagement}.id in (select id from ${sql.scope("joined")})`,
    SPONSOR: (engagement, sql) => `${engagement}.organization_id in (select id from ${sql.scope("own_organization")})`,
    ASSISTANT: inScope("id", "assisted"),
    "engagements:read": true,
  },
  only: { ASSISTANT: onlyFields(...TO_ARRANGE) },
  // Objectives belong to the conversation. Sponsors and finance see only status, dates and counts.
  rights: {
    objectives: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "engagements:read"],
    updatedAt: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "engagements:read"],
    version: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "engagements:read"],
    externalId: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "engagements:read"],
  },
  // Coaches also see the sponsoring organization and the team. Sponsors belong to that organization.
  implied: {
    organization: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "SPONSOR"],
    team: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH"],
    program: true,
    pool: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "SPONSOR", "engagements:read"],
    // Sponsors see all of a cohort that their organization pays for.
    cohort: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "engagements:read"],
  },
  orders: { STARTS_ON: ["startsOn"], CREATED: [], TITLE: ["title"] },
  filters: {
    ...engagementFilters,
    updatedSince: { ...updatedSince, reads: ["updatedAt"] },
    externalId: {
      reads: ["externalId"],
      where: (row, externalId, sql) => `${row}.external_id = ${sql.bind(externalId, "text")}`,
    },
    organizationId: {
      // A client's engagement may be paid for by a company other than the client's own. The client does not see it.
      names: "organization",
      where: (row, id: Input<string>, sql) => `${row}.organization_id = ${boundId(sql, Organization, id)}`,
    },
    cohortId: {
      names: "cohort",
      where: (row, id: Input<string>, sql) => `${row}.cohort_id = ${boundId(sql, Cohort, id)}`,
    },
    // Everybody who sees an engagement sees its program, but for assistants.
    programId: {
      reads: ["program"],
      where: (row, id: Input<string>, sql) => `${row}.program_id = ${boundId(sql, Program, id)}`,
    },
  },
  search: searches(() => Engagement),
})
@FoundBy({ title: "text" })
@Entity("engagement")
@ObjectType({ implements: Node, description: "A relationship of coaches and participants with a clear scope." })
export class Engagement extends Node {
  @MayName("id")
  @Attribute("text", "The title.", { settable: text(200) })
  title!: string;

  // Fewer see it than see the time and the count of changes.
  @Discreet()
  @Impersonal()
  @Attribute(
    "text",
    "The engagement's id in another system. Unique in the firm. Null for anybody but owners, admins, program managers and API keys. `updatedAt` and `version` do not tell of a change of it alone.",
    {
      nullable: true,
      settable: text(200),
      taken: "Another engagement of the firm already has this external id.",
    },
  )
  externalId!: string | null;

  @Attribute("text", "Whether it is coaching or mentoring.", {
    as: () => EngagementKind,
    settable: wordOf(EngagementKind),
  })
  kind!: EngagementKind;

  @Attribute("text", "Whether it is with one person, a group or a team.", {
    as: () => EngagementFormat,
    settable: wordOf(EngagementFormat),
  })
  format!: EngagementFormat;

  @Attribute("text", "How mentoring is agreed. Null for coaching.", {
    as: () => MentoringForm,
    nullable: true,
    settable: wordOf(MentoringForm),
  })
  mentoringForm!: MentoringForm | null;

  @Attribute("text", "The current status.", { as: () => EngagementStatus })
  status!: EngagementStatus;

  @AboutEngagement("id", ERASED_TEXT)
  @Attribute(
    "text",
    "What formal mentoring is to achieve, as both sides agreed. Hidden (null) from sponsors and finance.",
    { nullable: true, settable: longText(5_000) },
  )
  objectives!: string | null;

  @Attribute("date", "The first day.")
  startsOn!: string;

  @Attribute("date", "The last day. Null if it is open-ended.", { nullable: true, settable: date })
  endsOn!: string | null;

  @Attribute("text", "The unit of the allocation. Null if there is no allocation.", {
    as: () => AllocationUnit,
    nullable: true,
    settable: wordOf(AllocationUnit),
  })
  allocationUnit!: AllocationUnit | null;

  @Attribute("integer", "How much the participants are entitled to, in `allocationUnit`.", {
    nullable: true,
    settable: count(1, 10_000),
  })
  allocationAmount!: number | null;

  @Attribute(
    "boolean",
    "Whether the coaches work without any payment. Pro bono hours are logged separately. Null for assistants.",
    { nullable: true, optional: false },
  )
  proBono!: boolean;

  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @BelongsTo(() => Organization, "The organization that sponsors it.", { settable: true })
  organization?: Organization | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  @BelongsTo(() => Team, "The team it is with. Only for the format TEAM.", { settable: true })
  team?: Team | null;

  @Column("uuid", { nullable: true })
  programId!: string | null;

  @BelongsTo(() => Program, "The program that it was created in, whose terms it copied then.")
  program?: Program | null;

  @Column("uuid", { nullable: true })
  cohortId!: string | null;

  @BelongsTo(() => Cohort, "The cohort whose members take part in it.")
  cohort?: Cohort | null;

  @Column("uuid", { nullable: true })
  poolId!: string | null;

  @BelongsTo(
    () => Pool,
    "The pool from which it takes its allocation. Null if there is none, and for coaches and clients.",
  )
  pool?: Pool | null;

  @Column("uuid", { nullable: true })
  agreementTemplateId!: string | null;

  @BelongsTo(
    () => AgreementTemplate,
    "The template of its agreements, as its program named it then. Null for anybody but owners, admins and program managers.",
  )
  agreementTemplate?: AgreementTemplate | null;

  @Attribute(
    "boolean",
    "Whether it needs a completed agreement before it is activated, as its program said then. Null for assistants.",
    { nullable: true, optional: false },
  )
  needsAgreement!: boolean;

  @Attribute("timestamptz", "When the engagement was created.")
  createdAt!: Date;

  @UpdatedAt("Null for sponsors and finance.")
  updatedAt!: Date;

  @Version("Null for sponsors and finance.")
  version!: number;
}

@InputType({ description: "Filters engagements." })
export class EngagementFilter {
  @Field(() => EngagementKind, { nullable: true, description: "Engagements of this kind." })
  kind?: EngagementKind | null;

  @Field(() => EngagementFormat, { nullable: true, description: "Engagements of this format." })
  format?: EngagementFormat | null;

  @Field(() => EngagementStatus, { nullable: true, description: "Engagements in this status." })
  status?: EngagementStatus | null;

  @Field(() => String, { nullable: true, description: "The engagement with this id in another system." })
  externalId?: string | null;

  @Field(() => ID, { nullable: true, description: "Engagements that this organization sponsors." })
  organizationId?: string | null;

  @Field(() => ID, { nullable: true, description: "Engagements that were created in this program." })
  programId?: string | null;

  @Field(() => ID, { nullable: true, description: "Engagements of this cohort." })
  cohortId?: string | null;

  @Field(() => [EngagementStatus], { nullable: true, description: "Engagements in any of these statuses." })
  statuses?: EngagementStatus[] | null;

  @SearchText("Engagements found by the words of their title.")
  search?: string | null;

  @Field(() => ID, { nullable: true, description: "Engagements that this person coaches or coached." })
  coachId?: string | null;

  @Field(() => ID, { nullable: true, description: "Engagements in which this person takes or took part." })
  participantId?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Engagements that start on this date or later." })
  startsFrom?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Engagements that start before this date." })
  startsBefore?: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "Engagements whose last day is this date or later. Open-ended ones have none.",
  })
  endsFrom?: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "Engagements whose last day is before this date. Open-ended ones have none.",
  })
  endsBefore?: string | null;

  @UpdatedSince("Engagements", "ended")
  updatedSince?: Date | null;
}

hasMany(Organization, "engagements", Engagement, {
  by: "organizationId",
  filter: () => EngagementFilter,
  order: EngagementOrder,
  orderBy: "STARTS_ON",
  description: "The engagements that the organization sponsors.",
});

hasMany(Pool, "engagements", Engagement, {
  by: "poolId",
  filter: () => EngagementFilter,
  order: EngagementOrder,
  orderBy: "STARTS_ON",
  description: "The engagements that take their allocation from it.",
});
