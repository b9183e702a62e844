import { declareOnly, declareScope, declareVisible, type RowCondition, type Sql } from "@coachwork/reader";
import { EXPECTED } from "../../common/grants.js";
import { inScope } from "../../common/in-scope.js";
import { onlyFields } from "../../common/only-fields.js";
import { Engagement, TO_ARRANGE } from "../../engagements/engagement.js";
import { EngagementCoach, EngagementParticipant, MEMBERSHIP_DAYS } from "../../engagements/membership.js";
import { memberFromSql, plannedSql } from "../../engagements/membership-days.js";
import { Person, PERSON_TO_ARRANGE } from "../../tenancy/person.js";
import { SessionMove } from "./session-move.js";
import { Session, SESSION_TO_ARRANGE } from "./session.js";

/*
 * Who is to come to a CHEMISTRY session sees it before their first day in its engagement, too, and of the engagement what it takes
 * to arrange sessions. So they meet before the work begins, and read nothing of it until then.
 */

const partOf = (
  members: "engagement_coach" | "engagement_participant",
  [table, column]: readonly [table: string, column: string],
  sql: Sql,
) => `
  select s.id, s.engagement_id, ${members === "engagement_coach"} as coaches
  from ${members} m
  join session s on s.firm_id = ${sql.firm} and s.engagement_id = m.engagement_id and s.kind = 'CHEMISTRY'
  join ${table} p on p.firm_id = ${sql.firm} and p.session_id = s.id and p.${column} = m.person_id
  where m.firm_id = ${sql.firm} and m.person_id = ${sql.person} and ${plannedSql("m", sql.today)}`;

// Chemistry sessions that the viewer is to coach or is expected at, of engagements that they join later.
declareScope("expected_sessions", (sql) => {
  const parts = [
    ...(sql.grants.includes("COACH") ? [partOf("engagement_coach", ["session_coach", "coach_id"], sql)] : []),
    ...(sql.grants.includes("CLIENT") ? [partOf("engagement_participant", ["attendance", "person_id"], sql)] : []),
  ];
  return (
    parts.join(" union all ") || "select null::uuid as id, null::uuid as engagement_id, false as coaches where false"
  );
});

declareScope("expected", (sql) => `select distinct engagement_id as id from ${sql.scope("expected_sessions")}`);

const membersOf = (table: string, sql: Sql) => `
  select m.person_id as id from ${table} m
  where m.firm_id = ${sql.firm} and m.engagement_id in (select id from ${sql.scope("expected")})
    and ${memberFromSql("m", sql.today)}`;

// Everybody who is in these engagements today or later.
declareScope(
  "expected_people",
  (sql) => `${membersOf("engagement_coach", sql)} union ${membersOf("engagement_participant", sql)}`,
);

/** An array, so that the index by id serves the query. */
const inExpected: RowCondition = (session, sql) =>
  `${session}.id = any(array(select id from ${sql.scope("expected_sessions")}))`;
const ofExpected: RowCondition = (part, sql) =>
  `${part}.session_id in (select id from ${sql.scope("expected_sessions")})`;
/** A condition for what belongs to such a session that the viewer is to coach. */
export const inSessionsToCoach: RowCondition = (part, sql) =>
  `${part}.session_id in (select id from ${sql.scope("expected_sessions")} where coaches)`;
const expectedMembership: RowCondition = (row, sql) =>
  `(${inScope("engagement_id", "expected")(row, sql)} and ${memberFromSql(row, sql.today)})`;

declareVisible(Session, { [EXPECTED]: inExpected });
// Whom a session concerns may also know why it was cancelled, who came, and what was written to them about it.
const ofTheirs = ["cancellationReason", "attendance", "emails"];
declareOnly(Session, EXPECTED, onlyFields(...SESSION_TO_ARRANGE, ...ofTheirs));
declareVisible(SessionMove, { [EXPECTED]: ofExpected });

declareVisible(Engagement, { [EXPECTED]: inScope("id", "expected") });
declareOnly(Engagement, EXPECTED, onlyFields(...TO_ARRANGE, "sessions", "nextSession", "lastSession"));
for (const membership of [EngagementCoach, EngagementParticipant]) {
  declareVisible(membership, { [EXPECTED]: expectedMembership });
  declareOnly(membership, EXPECTED, onlyFields(...MEMBERSHIP_DAYS));
}
declareVisible(Person, { [EXPECTED]: inScope("id", "expected_people") });
declareOnly(Person, EXPECTED, PERSON_TO_ARRANGE);
