import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { boundId } from "../common/uuid-of.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";
import { Person } from "../tenancy/person.js";
import { Cohort } from "./cohort.js";
import { Engagement } from "./engagement.js";

export const CohortMemberStatus = wordsOf("CohortMemberStatus", "How far a member of a cohort has come.", {
  ENROLLED: "Is to take part.",
  AWAITING_MATCH: "Waits for a coach or mentor.",
  IN_PROGRESS: "Takes part in an engagement.",
  COMPLETED: "Has completed the engagement.",
  DISCONTINUED: "Stopped early, for the reason given.",
  CANCELLED: "Did not respond.",
});
export type CohortMemberStatus = WordOf<typeof CohortMemberStatus>;

export const DiscontinuedReason = wordsOf("DiscontinuedReason", "Why a member of a cohort stopped early.", {
  CONTRACT: "The contract with the organization ended.",
  LEFT: "The person left the organization.",
  BUSY: "The person has no time for it.",
  LEAVE: "The person is on leave.",
});
export type DiscontinuedReason = WordOf<typeof DiscontinuedReason>;

export const CohortMemberOrder = ordersOf("CohortMemberOrder", "How members of a cohort can be sorted.", {
  ENROLLED: ["Who was enrolled first comes first.", "Who was enrolled last comes first."],
});

const staff = { ...toManagers, "engagements:read": true } as const;
const forStaff = "Null for anybody but owners, admins, program managers and API keys.";

/** Somebody's way through a cohort. */
@Reads({
  prefix: "cohort_member",
  visible: {
    ...staff,
    FINANCE: true,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: (member, sql) => `${member}.person_id = ${sql.person}`,
    SPONSOR: (member, sql) => `(${member}.cohort_id in (select id from ${sql.scope("sponsored_cohorts")})
      and ${member}.person_id in (select id from ${sql.scope("sponsored_people")}))`,
  },
  // Why somebody stopped may concern their health or work.
  rights: { reason: toManagers, updatedAt: staff, version: staff },
  // Everybody who sees a membership sees the cohort and the person.
  implied: { cohort: true, person: true },
  orders: { ENROLLED: ["enrolledAt"] },
  filters: {
    cohortId: { where: (row, id: Input<string>, sql) => `${row}.cohort_id = ${boundId(sql, Cohort, id)}` },
    personId: { where: (row, id: Input<string>, sql) => `${row}.person_id = ${boundId(sql, Person, id)}` },
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
    updatedSince: { ...updatedSince, reads: ["updatedAt"] },
  },
})
@Entity("cohort_member")
@ObjectType({ implements: Node, description: "Somebody's way through a cohort." })
export class CohortMember extends Node {
  @Column("uuid")
  cohortId!: string;

  @BelongsTo(() => Cohort, "The cohort.")
  cohort?: Cohort;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The client or mentee.")
  person?: Person;

  @Attribute("text", "How far the person has come.", { as: () => CohortMemberStatus })
  status!: CohortMemberStatus;

  @Attribute(
    "text",
    "Why the person stopped early. Null for every status but DISCONTINUED, and for anybody but owners, admins and program managers.",
    { as: () => DiscontinuedReason, nullable: true },
  )
  reason!: DiscontinuedReason | null;

  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(() => Engagement, "The engagement in which the person takes or took part. Null if there is none yet.")
  engagement?: Engagement | null;

  @Attribute("timestamptz", "When the person was enrolled, the last time.")
  enrolledAt!: Date;

  @UpdatedAt(forStaff)
  updatedAt!: Date;

  @Version(forStaff)
  version!: number;
}

@InputType({ description: "Filters members of cohorts." })
export class CohortMemberFilter {
  @Field(() => ID, { nullable: true, description: "Members of this cohort." })
  cohortId?: string | null;

  @Field(() => ID, { nullable: true, description: "This person's memberships." })
  personId?: string | null;

  @Field(() => CohortMemberStatus, { nullable: true, description: "Members in this status." })
  status?: CohortMemberStatus | null;

  @UpdatedSince("Members", "cancelled")
  updatedSince?: Date | null;
}

hasMany(Cohort, "members", CohortMember, {
  by: "cohortId",
  filter: () => CohortMemberFilter,
  order: CohortMemberOrder,
  orderBy: "ENROLLED",
  description:
    "Who goes through it. `totalCount` with a status tells how far the cohort has come. Coaches see members of their own engagements, clients themselves, and sponsors people of their organization.",
});
hasMany(Person, "cohortMemberships", CohortMember, {
  by: "personId",
  filter: () => CohortMemberFilter,
  order: CohortMemberOrder,
  orderBy: "ENROLLED",
  description: "The cohorts that the person goes or went through.",
});
