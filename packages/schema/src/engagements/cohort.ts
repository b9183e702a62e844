import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { archives, creates, date, MANAGERS, restores, text, updates } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";
import { Organization } from "../tenancy/organization.js";
import { Pool } from "./pool.js";
import { Program } from "./program.js";
import { programUseRefusals } from "./refusals.js";

export const CohortOrder = ordersOf("CohortOrder", "How cohorts can be sorted.", {
  STARTS_ON: ["Earliest start first.", "Latest start first."],
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

const staff = { ...toManagers, "engagements:read": true } as const;
const forStaff = "Null for anybody but owners, admins, program managers and API keys.";

const payers = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "SPONSOR", "engagements:read"];

/** The people who go through a program together. */
@Reads({
  prefix: "cohort",
  visible: {
    ...staff,
    FINANCE: true,
    COACH: (cohort, sql) => `${cohort}.id in (select id from ${sql.scope("coached_cohorts")})`,
    CLIENT: (cohort, sql) => `${cohort}.id in (select id from ${sql.scope("joined_cohorts")})`,
    SPONSOR: (cohort, sql) => `${cohort}.organization_id in (select id from ${sql.scope("own_organization")})`,
  },
  // They tell that somebody joined or left, whom not everybody sees.
  rights: { updatedAt: staff, version: staff },
  implied: {
    program: true,
    pool: payers,
    organization: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "SPONSOR"],
  },
  orders: { STARTS_ON: ["startsOn"], NAME: ["name"], CREATED: [] },
  filters: {
    // Everybody who sees a cohort sees its program.
    programId: { where: (row, id: Input<string>, sql) => `${row}.program_id = ${boundId(sql, Program, id)}` },
    organizationId: {
      names: "organization",
      where: (row, id: Input<string>, sql) => `${row}.organization_id = ${boundId(sql, Organization, id)}`,
    },
    isArchived: {
      isSkewed: true,
      where: (row, isArchived: Input<boolean>, sql) =>
        `(${row}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
    updatedSince: { ...updatedSince, reads: ["updatedAt"] },
  },
})
@Entity("cohort")
@ObjectType({ implements: Node, description: "The people who go through a program together." })
export class Cohort extends Node {
  @MayName()
  @Attribute("text", "The name. Unique in the firm.", {
    settable: text(200),
    taken: "The firm already has a cohort of this name.",
  })
  name!: string;

  @Column("uuid")
  programId!: string;

  @BelongsTo(() => Program, "The program. It must be active when the cohort is created.", {
    settable: true,
    fixed: true,
  })
  program?: Program;

  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @BelongsTo(
    () => Organization,
    "The organization that pays for it. All members then belong to it, and it sponsors the engagements.",
    { settable: true, fixed: true },
  )
  organization?: Organization | null;

  @Column("uuid", { nullable: true })
  poolId!: string | null;

  @BelongsTo(
    () => Pool,
    "The pool from which engagements that are created in it take their allocations. Null if there is none, and for coaches and clients.",
  )
  pool?: Pool | null;

  @Attribute("date", "The first day.", { settable: date })
  startsOn!: string;

  @Attribute("date", "The last day. Null if it is open-ended.", { nullable: true, settable: date })
  endsOn!: string | null;

  @Attribute("timestamptz", "When the cohort was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; nobody can be enrolled any more. Null if people can.", {
    nullable: true,
  })
  archivedAt!: Date | null;

  @UpdatedAt(forStaff)
  updatedAt!: Date;

  @Version(forStaff)
  version!: number;
}

@InputType({ description: "Filters cohorts." })
export class CohortFilter {
  @Field(() => ID, { nullable: true, description: "Cohorts of this program." })
  programId?: string | null;

  @Field(() => ID, { nullable: true, description: "Cohorts that this organization pays for." })
  organizationId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Archived cohorts, or those in which people can be enrolled." })
  isArchived?: boolean | null;

  @UpdatedSince("Cohorts", "archived")
  updatedSince?: Date | null;
}

hasMany(Program, "cohorts", Cohort, {
  by: "programId",
  filter: () => CohortFilter,
  order: CohortOrder,
  orderBy: "STARTS_ON",
  description: "The cohorts that go through it.",
});

const dates = { END_BEFORE_START: "The last day is before the first." } as const;

export const CreateCohort = creates("createCohort", Cohort, {
  owner: "gateway",
  description: "Creates a cohort of a program. People are enrolled with `enrollInCohort`.",
  roles: MANAGERS,
  refusals: { ...dates, ...programUseRefusals },
});

export const UpdateCohort = updates("updateCohort", Cohort, {
  owner: "gateway",
  description: "Changes a cohort. Fields that you leave out stay the same.",
  roles: MANAGERS,
  refusals: dates,
});

export const ArchiveCohort = archives("archiveCohort", Cohort, {
  owner: "gateway",
  description: "Archives a cohort, so that nobody can be enrolled any more. Its members and engagements go on.",
  roles: MANAGERS,
});

export const RestoreCohort = restores("restoreCohort", Cohort, {
  owner: "gateway",
  description: "Restores an archived cohort, so that people can be enrolled again.",
  roles: MANAGERS,
});
