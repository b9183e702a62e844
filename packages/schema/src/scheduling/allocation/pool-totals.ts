import { declareExpression, declareRights } from "@coachwork/reader";
import { Int } from "type-graphql";
import { field } from "../../common/connections.js";
import { MANAGERS } from "../../common/grants.js";
import { Engagement } from "../../engagements/engagement.js";
import { Pool } from "../../engagements/pool.js";

/*
 * What a pool has left is what was bought without what its engagements take. An engagement takes what its participants are
 * entitled to. Once it has ended, it takes what was used, lost or is still reserved, and the rest is back in the pool.
 */

/** SQL for the units of the ledger in one of an allocation. */
const unitsOf = (row: string, unit: "unit" | "allocation_unit") =>
  `case ${row}.${unit} when 'HOURS' then 60 else 1 end`;

const sumOf = (engagement: string, firm: string, cases: string) => `(
  select coalesce(sum(case l.kind ${cases} else 0 end), 0) from allocation_entry l
  where l.firm_id = ${firm} and l.engagement_id = ${engagement}.id)`;

/** SQL for what an engagement's sessions have taken: sessions, or minutes if the allocation is in hours. */
export function spentSql(engagement: string, firm: string): string {
  return sumOf(engagement, firm, "when 'RESERVE' then l.amount when 'RELEASE' then -l.amount");
}

/** SQL for what an engagement's participants are entitled to, in the same unit. */
export function grantedSql(engagement: string, firm: string): string {
  return `(${engagement}.allocation_amount * ${unitsOf(engagement, "allocation_unit")}
    + ${sumOf(engagement, firm, "when 'ADJUST' then l.amount")})`;
}

/** SQL for what an engagement takes from its pool, in the same unit. */
export function takenSql(engagement: string, firm: string): string {
  return `(case when ${engagement}.status in ('COMPLETED', 'CANCELLED') then ${spentSql(engagement, firm)}
    else ${grantedSql(engagement, firm)} end)::integer`;
}

/** SQL for what the engagements of a pool take from it together. */
export function poolTakenSql(pool: string, firm: string): string {
  return `(select coalesce(sum(${takenSql("taker", firm)}), 0)::integer from engagement taker
    where taker.firm_id = ${firm} and taker.pool_id = ${pool}.id)`;
}

/** SQL for what was bought, in the same unit. */
export function poolBoughtSql(pool: string): string {
  return `(${pool}.amount * ${unitsOf(pool, "unit")})`;
}

/** SQL for what a pool has left, in the same unit. */
export function poolLeftSql(pool: string, firm: string): string {
  return `(${poolBoughtSql(pool)} - ${poolTakenSql(pool, firm)})`;
}

const unit = "in sessions, or in minutes if the pool is in hours";
declareExpression(Pool, "bought", poolBoughtSql);
field(Pool, "bought", () => Int, `What was bought, ${unit}.`);
declareExpression(Pool, "taken", (pool, sql) => poolTakenSql(pool, sql.firm));
field(
  Pool,
  "taken",
  () => Int,
  `What its engagements take from it, ${unit}. With \`available\`, it is what was bought.`,
);
declareExpression(Pool, "available", (pool, sql) => poolLeftSql(pool, sql.firm));
field(Pool, "available", () => Int, `What can still be taken, ${unit}.`);

declareExpression(
  Engagement,
  "poolTaken",
  (engagement, sql) => `case when ${engagement}.pool_id is not null then ${takenSql(engagement, sql.firm)} end`,
);
declareRights(Engagement, { poolTaken: [...MANAGERS, "FINANCE", "SPONSOR", "engagements:read"] });
field(
  Engagement,
  "poolTaken",
  () => Int,
  "What it takes from its pool, in sessions, or in minutes if the pool is in hours. Once it has ended, that is what was used, lost or is still reserved. Null without a pool, and for coaches and clients.",
  true,
);
