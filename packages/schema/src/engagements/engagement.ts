import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { uuidOf } from "../common/uuid-of.js";
import { Node } from "../common/node.js";
import { Organization } from "../tenancy/organization.js";
import { Team } from "../tenancy/team.js";

export const EngagementKind = wordsOf("EngagementKind", "Coaching and mentoring are two things.", {
  COACHING: "A specific goal, skill or behaviour, for a limited time: it has an end and an allocation.",
  MENTORING: "The development of the whole person, over time; may be open-ended.",
});
export type EngagementKind = WordOf<typeof EngagementKind>;

export const EngagementFormat = wordsOf("EngagementFormat", "With whom.", {
  INDIVIDUAL: "One person.",
  GROUP: "Individuals together, each with goals of their own.",
  TEAM: "One team, with a shared goal.",
});
export type EngagementFormat = WordOf<typeof EngagementFormat>;

export const MentoringForm = wordsOf("MentoringForm", "How mentoring is agreed. Coaching always is.", {
  FORMAL: "Both sides agree objectives and length.",
  INFORMAL: "No agreement is needed and there is no allocation.",
});
export type MentoringForm = WordOf<typeof MentoringForm>;

export const EngagementStatus = wordsOf("EngagementStatus", "Where an engagement stands.", {
  DRAFT: "Being agreed; no session can be booked.",
  ACTIVE: "Under way.",
  PAUSED: "Interrupted; no session can be booked.",
  COMPLETED: "Ended as agreed.",
  CANCELLED: "Ended early.",
});
export type EngagementStatus = WordOf<typeof EngagementStatus>;

export const AllocationUnit = wordsOf("AllocationUnit", "What an allocation is counted in.", {
  SESSIONS: "Sessions.",
  HOURS: "Hours of 60 minutes.",
});
export type AllocationUnit = WordOf<typeof AllocationUnit>;

export const EngagementOrder = wordsOf("EngagementOrder", "Orders of engagements.", {
  STARTS_ON: "Earliest start first.",
  CREATED: "Oldest first.",
  TITLE: "By title.",
});

/** A bounded relationship of coaches and participants. */
@Reads({
  prefix: "engagement",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: (engagement, sql) => `${engagement}.id in (select id from ${sql.scope("coached")})`,
    CLIENT: (engagement, sql) => `${engagement}.id in (select id from ${sql.scope("joined")})`,
    SPONSOR: (engagement, sql) => `${engagement}.organization_id in (select id from ${sql.scope("own_organization")})`,
    "engagements:read": true,
  },
  // Objectives belong to the conversation: what a sponsor and finance see of it is its status, dates and counts.
  rights: { objectives: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "engagements:read"] },
  // With an engagement, coaches see who sponsors it and the team it is with; sponsors are who sponsors it.
  implied: {
    organization: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "SPONSOR"],
    team: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH"],
  },
  orders: { STARTS_ON: ["startsOn"], CREATED: [], TITLE: ["title"] },
  filters: {
    kind: { where: (row, kind, sql) => `${row}.kind = ${sql.bind(kind, "text")}` },
    format: { where: (row, format, sql) => `${row}.format = ${sql.bind(format, "text")}` },
    status: { where: (row, status, sql) => `${row}.status = ${sql.bind(status, "text")}` },
    organizationId: {
      // A client's engagement may be paid for by another company than the client's own, which the client does not see.
      names: "organization",
      where: (row, id: Input<string>, sql) =>
        `${row}.organization_id = ${sql.bind(
          id.map((text) => uuidOf(Organization, text)),
          "uuid",
        )}`,
    },
  },
})
@Entity("engagement")
@ObjectType({ implements: Node, description: "A bounded relationship of coaches and participants." })
export class Engagement extends Node {
  @Attribute("text", "What it is called.")
  title!: string;

  @Attribute("text", "Coaching or mentoring.", { as: () => EngagementKind })
  kind!: EngagementKind;

  @Attribute("text", "With one person, a group or a team.", { as: () => EngagementFormat })
  format!: EngagementFormat;

  @Attribute("text", "How mentoring is agreed; null for coaching.", { as: () => MentoringForm, nullable: true })
  mentoringForm!: MentoringForm | null;

  @Attribute("text", "Where it stands.", { as: () => EngagementStatus })
  status!: EngagementStatus;

  @Attribute("text", "What formal mentoring is to achieve, as both sides agreed.", { nullable: true })
  objectives!: string | null;

  @Attribute("date", "Its first day.")
  startsOn!: string;

  @Attribute("date", "Its last day; null where it is open-ended.", { nullable: true })
  endsOn!: string | null;

  @Attribute("text", "What the allocation is counted in; null where there is none.", {
    as: () => AllocationUnit,
    nullable: true,
  })
  allocationUnit!: AllocationUnit | null;

  @Attribute("integer", "How much the participants are entitled to, in `allocationUnit`.", { nullable: true })
  allocationAmount!: number | null;

  @Attribute("boolean", "Whether the coaches work for no payment of any kind: their hours are logged apart.")
  proBono!: boolean;

  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @BelongsTo(() => Organization, "The organization that sponsors it.")
  organization?: Organization | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  @BelongsTo(() => Team, "The team it is with; only for the format TEAM.")
  team?: Team | null;

  @Attribute("timestamptz", "When it was added.")
  createdAt!: Date;
}

@InputType({ description: "Narrows down engagements." })
export class EngagementFilter {
  @Field(() => EngagementKind, { nullable: true, description: "Of this kind." })
  kind?: EngagementKind | null;

  @Field(() => EngagementFormat, { nullable: true, description: "Of this format." })
  format?: EngagementFormat | null;

  @Field(() => EngagementStatus, { nullable: true, description: "In this status." })
  status?: EngagementStatus | null;

  @Field(() => ID, { nullable: true, description: "Sponsored by this organization." })
  organizationId?: string | null;
}

hasMany(Organization, "engagements", Engagement, {
  by: "organizationId",
  filter: () => EngagementFilter,
  order: EngagementOrder,
  orderBy: "STARTS_ON",
  description: "Engagements that the organization sponsors.",
});
