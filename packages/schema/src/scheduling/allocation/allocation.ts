import { declareExpression, Reads, type Sql } from "@coachwork/reader";
import { Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { MayName } from "../../common/personal.js";
import { CalendarDate } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { Session } from "../booking/session.js";
import { AllocationEntryKind } from "./allocation-entry-kind.js";
import { allocationEntryFilters } from "./allocation-filters.js";

export const AllocationEntryOrder = ordersOf("AllocationEntryOrder", "How ledger entries can be sorted.", {
  NEWEST: "Newest first.",
  CREATED: ["Oldest first. For viewers who may only see the date, DATE is the default instead.", "Newest first."],
  DATE: ["Earliest date first.", "Latest date first."],
});

/**
 * An entry in the ledger of an engagement's allocation. Entries are only ever added. The balance is their sum, because
 * a stored balance could drift from its history.
 */
@Reads({
  prefix: "allocation_entry",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: (entry, sql) => `${entry}.engagement_id in (select id from ${sql.scope("coached")})`,
    CLIENT: (entry, sql) => `${entry}.engagement_id in (select id from ${sql.scope("joined")})`,
    "engagements:read": true,
  },
  implied: { engagement: true, session: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT"] },
  // Entries are made when sessions are booked and when they end. Only viewers of those times see the instant.
  rights: { recordedAt: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"] },
  orders: { NEWEST: ["-recordedAt"], CREATED: ["recordedAt"], DATE: ["recordedOn"] },
  filters: allocationEntryFilters,
})
@Entity("allocation_entry")
@ObjectType({ implements: Node, description: "An entry in the ledger of an engagement's allocation." })
export class AllocationEntry extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  sessionId!: string | null;

  @BelongsTo(() => Session, "The session it is about. Null for an adjustment.")
  session?: Session | null;

  @Attribute("text", "What the entry does.", { as: () => AllocationEntryKind })
  kind!: AllocationEntryKind;

  @Attribute(
    "integer",
    "The amount: sessions, or minutes if the allocation is in hours. An adjustment may be negative. A negative USE or FORFEIT reverses one that corrected attendance proved wrong.",
  )
  amount!: number;

  @MayName("engagementId")
  @Attribute("text", "The reason for an adjustment.", { nullable: true })
  reason!: string | null;

  @Attribute("timestamptz", "When it was made. Null for viewers who may only see the date.", {
    nullable: true,
    optional: false,
  })
  recordedAt!: Date;

  // Stored, so that a month that was billed stays as it was when the firm moves to another time zone.
  @Attribute("date", "The date on which it was made, in the firm's time zone.", { as: () => CalendarDate })
  recordedOn!: string;

  @Column("uuid", { nullable: true })
  recordedById!: string | null;

  @BelongsTo(() => Person, "The person who made it. Null if it was automatic or made through an API key.")
  recordedBy?: Person | null;
}

hasMany(Engagement, "allocationEntries", AllocationEntry, {
  by: "engagementId",
  order: AllocationEntryOrder,
  orderBy: "CREATED",
  description: "The ledger of its allocation. Sponsors see only the totals.",
});

/** The sum of an engagement's entries, each multiplied by its sign. */
function sumOf(engagement: string, sql: Sql, signs: Partial<Record<AllocationEntryKind, 1 | -1>>): string {
  const entry = sql.alias("entry");
  const cases = Object.entries(signs).map(([kind, sign]) => `when '${kind}' then ${sign} * ${entry}.amount`);
  return `(select coalesce(sum(case ${entry}.kind ${cases.join(" ")} else 0 end), 0)::integer from allocation_entry ${entry}
    where ${entry}.firm_id = ${sql.firm} and ${entry}.engagement_id = ${engagement}.id)`;
}

/** The participants' whole entitlement, in the ledger's unit. */
function granted(engagement: string, sql: Sql): string {
  return `(case ${engagement}.allocation_unit when 'HOURS' then 60 else 1 end * ${engagement}.allocation_amount
    + ${sumOf(engagement, sql, { ADJUST: 1 })})`;
}

const unit = "in sessions, or in minutes if the allocation is in hours. Null if there is no allocation";
const totals: [string, string, (engagement: string, sql: Sql) => string][] = [
  ["allocationGranted", `The participants' whole entitlement including adjustments, ${unit}.`, granted],
  [
    "allocationReserved",
    `The amount reserved for booked sessions, ${unit}.`,
    (engagement, sql) => sumOf(engagement, sql, { RESERVE: 1, RELEASE: -1, USE: -1, FORFEIT: -1 }),
  ],
  [
    "allocationUsed",
    `The amount used by sessions that took place, ${unit}.`,
    (engagement, sql) => sumOf(engagement, sql, { USE: 1 }),
  ],
  [
    "allocationForfeited",
    `The amount lost to late cancellations and no-shows, ${unit}.`,
    (engagement, sql) => sumOf(engagement, sql, { FORFEIT: 1 }),
  ],
  [
    "allocationAvailable",
    `The amount that can still be booked, ${unit}.`,
    (engagement, sql) => `(${granted(engagement, sql)} - ${sumOf(engagement, sql, { RESERVE: 1, RELEASE: -1 })})`,
  ],
];
for (const [name, description, expression] of totals) {
  declareExpression(Engagement, name, (engagement, sql) => {
    return `case when ${engagement}.allocation_unit is not null then ${expression(engagement, sql)} end`;
  });
  field(Engagement, name, () => Int, description, true);
}
