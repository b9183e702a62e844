import { declareScope, type RowCondition, type Sql } from "@coachwork/reader";
import { delegationOnSql } from "../tenancy/delegation-days.js";
import { memberFromSql, memberOnSql } from "./membership-days.js";

// What assistants see: the engagements of their principals, as far as is needed to arrange sessions. A principal counts where
// they coach or take part today, and while they hold the role for it.

const partsOf = (table: string, role: "COACH" | "CLIENT", sql: Sql) => `
  select m.engagement_id as id, m.person_id, '${role}' as role
  from delegation d
  join person_role r on r.firm_id = ${sql.firm} and r.person_id = d.principal_id and r.role = '${role}'
  join ${table} m on m.firm_id = ${sql.firm} and m.person_id = d.principal_id and ${memberOnSql("m", sql.today)}
  where d.firm_id = ${sql.firm} and d.delegate_id = ${sql.person} and ${delegationOnSql("d", sql.today)}`;

// Who of the principals is in which engagement, and as what.
declareScope(
  "assisted_parts",
  (sql) => `${partsOf("engagement_coach", "COACH", sql)}
  union all ${partsOf("engagement_participant", "CLIENT", sql)}`,
);

declareScope("assisted", (sql) => `select id from ${sql.scope("assisted_parts")}`);

const membersOf = (table: string, sql: Sql) => `
  select m.person_id as id from ${table} m
  where m.firm_id = ${sql.firm} and m.engagement_id in (select id from ${sql.scope("assisted")})
    and ${memberFromSql("m", sql.today)}`;

// The viewer, their principals, and everybody in these engagements today or later.
declareScope(
  "assisted_people",
  (sql) => `${membersOf("engagement_coach", sql)}
  union ${membersOf("engagement_participant", sql)}
  union select d.principal_id from delegation d
  where d.firm_id = ${sql.firm} and d.delegate_id = ${sql.person} and ${delegationOnSql("d", sql.today)}
  union select ${sql.person}`,
);

// Who arranges or arranged the viewer's sessions, so that the viewer can read who booked them.
declareScope(
  "own_delegates",
  (sql) => `
  select d.delegate_id as id from delegation d where d.firm_id = ${sql.firm} and d.principal_id = ${sql.person}`,
);

/** A membership that assistants see: in an engagement of a principal, today or later. */
export const assistedMembership: RowCondition = (row, sql) =>
  `(${row}.engagement_id in (select id from ${sql.scope("assisted")}) and ${memberFromSql(row, sql.today)})`;
