import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { archives, count, creates, date, MANAGERS, restores, text, updates, wordOf } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";
import { Organization } from "../tenancy/organization.js";
import { AllocationUnit } from "./words.js";

export const PoolOrder = ordersOf("PoolOrder", "How pools can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

const staff = { ...toManagers, "engagements:read": true } as const;
const forStaff = "Null for anybody but owners, admins, program managers and API keys.";

/**
 * Sessions or hours that an organization has bought. Engagements take their allocations from it. What is left is a sum over them,
 * because a stored balance could drift from what they took.
 */
@Reads({
  prefix: "pool",
  visible: {
    ...staff,
    FINANCE: true,
    SPONSOR: (pool, sql) => `${pool}.organization_id in (select id from ${sql.scope("own_organization")})`,
  },
  rights: { updatedAt: staff, version: staff },
  implied: { organization: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "SPONSOR"] },
  orders: { NAME: ["name"], CREATED: [] },
  filters: {
    organizationId: {
      names: "organization",
      where: (row, id: Input<string>, sql) => `${row}.organization_id = ${boundId(sql, Organization, id)}`,
    },
    updatedSince: { ...updatedSince, reads: ["updatedAt"] },
  },
})
@Entity("pool")
@ObjectType({
  implements: Node,
  description: "Sessions or hours that an organization has bought, from which engagements take their allocations.",
})
export class Pool extends Node {
  @MayName()
  @Attribute("text", "The name. Unique in the firm.", {
    settable: text(200),
    taken: "The firm already has a pool of this name.",
  })
  name!: string;

  @Column("uuid")
  organizationId!: string;

  @BelongsTo(() => Organization, "The organization that bought it.", { settable: true, fixed: true })
  organization?: Organization;

  @Attribute("text", "The unit in which it was bought.", {
    as: () => AllocationUnit,
    settable: wordOf(AllocationUnit),
    fixed: true,
  })
  unit!: AllocationUnit;

  @Attribute("integer", "How much was bought, in `unit`.", { settable: count(1, 100_000), fixed: true })
  amount!: number;

  @Attribute("date", "The last day on which something can be taken from it. Null if it has no end.", {
    nullable: true,
    // Its example stays ahead.
    settable: { ...date, example: "2127-03-01" },
  })
  validUntil!: string | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; nothing can be taken from it any more. Null if something can.", {
    nullable: true,
  })
  archivedAt!: Date | null;

  @UpdatedAt(forStaff)
  updatedAt!: Date;

  @Version(forStaff)
  version!: number;
}

@InputType({ description: "Filters pools." })
export class PoolFilter {
  @Field(() => ID, { nullable: true, description: "Pools that this organization bought." })
  organizationId?: string | null;

  @UpdatedSince("Pools", "archived")
  updatedSince?: Date | null;
}

hasMany(Organization, "pools", Pool, {
  by: "organizationId",
  order: PoolOrder,
  orderBy: "NAME",
  description: "The pools that the organization bought. Empty for coaches and clients.",
});

const dayOver = { DAY_OVER: "The last day is before today. To end a pool, archive it." } as const;

export const CreatePool = creates("createPool", Pool, {
  owner: "gateway",
  description: "Records sessions or hours that an organization has bought.",
  roles: MANAGERS,
  refusals: dayOver,
});

export const UpdatePool = updates("updatePool", Pool, {
  owner: "gateway",
  description: "Changes a pool. Fields that you leave out stay the same. What was bought stays: more is another pool.",
  roles: MANAGERS,
  refusals: dayOver,
});

export const ArchivePool = archives("archivePool", Pool, {
  owner: "gateway",
  description: "Archives a pool, so that nothing can be taken from it any more. Engagements keep what they have.",
  roles: MANAGERS,
});

export const RestorePool = restores("restorePool", Pool, {
  owner: "gateway",
  description: "Restores an archived pool, so that something can be taken from it again.",
  roles: MANAGERS,
});
