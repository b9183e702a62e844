import { declareScope, type RowCondition, type Sql } from "@coachwork/reader";
import { memberFromSql } from "../engagements/membership-days.js";
import { toManagers } from "../common/grants.js";

/** The agreements that the viewer is asked to sign while they are in the engagement, and those that they signed. */
const askedOn = (side: "COACH" | "PARTICIPANT", memberships: string) => (sql: Sql) => `
  select a.id from agreement_party p join agreement a on a.firm_id = ${sql.firm} and a.id = p.agreement_id
  where p.firm_id = ${sql.firm} and p.person_id = ${sql.person} and p.side = '${side}' and a.sent_at is not null
    and (p.signed_at is not null or exists (select 1 from ${memberships} m
      where m.firm_id = ${sql.firm} and m.engagement_id = a.engagement_id and m.person_id = ${sql.person}
        and ${memberFromSql("m", sql.today)}))`;

declareScope("coach_agreements", askedOn("COACH", "engagement_coach"));
declareScope("client_agreements", askedOn("PARTICIPANT", "engagement_participant"));

// Three-way agreements of engagements that the viewer's organization pays for, and those that the viewer signed.
declareScope(
  "sponsor_agreements",
  (sql) => `
  select a.id from agreement a
  where a.firm_id = ${sql.firm} and a.is_three_way and a.sent_at is not null
    and a.engagement_id in (select id from ${sql.scope("sponsored")})
  union select p.agreement_id from agreement_party p
  where p.firm_id = ${sql.firm} and p.person_id = ${sql.person} and p.side = 'SPONSOR' and p.signed_at is not null`,
);

const within =
  (column: "id" | "agreement_id", scope: string): RowCondition =>
  (row, sql) =>
    `${row}.${column} in (select id from ${sql.scope(scope)})`;

/** Who reads an agreement: those who run the practice, its parties, and in a three-way one the organization's sponsors. */
export const agreementReaders = {
  ...toManagers,
  COACH: within("id", "coach_agreements"),
  CLIENT: within("id", "client_agreements"),
  SPONSOR: within("id", "sponsor_agreements"),
} as const;

/** Who sees that somebody is asked, and has signed. Participants of a group or team do not see each other's. */
export const partyReaders = {
  ...toManagers,
  COACH: within("agreement_id", "coach_agreements"),
  CLIENT: ((party, sql) =>
    `(${party}.person_id = ${sql.person} or ${party}.side <> 'PARTICIPANT')
      and ${within("agreement_id", "client_agreements")(party, sql)}`) satisfies RowCondition,
  SPONSOR: within("agreement_id", "sponsor_agreements"),
} as const;
