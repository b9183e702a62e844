import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";

/** The time that sessions in all firms take from an account. */
export class Commitments1793000000026 implements MigrationInterface {
  readonly name = "Commitments1793000000026";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    await inEachFirm(runner, (firmId) => runner.query(commitSessionsAhead, [firmId]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table identity.commitment");
    await runner.query(`revoke select on identity.membership from coachwork_scheduling`);
    await runner.query("alter table person drop column shares_busy_time");
  }
}

const statements = [
  "alter table person add column shares_busy_time boolean not null default true",
  // Keyed by the account, so that sessions of two firms meet in one place. It holds time ranges and no content.
  `create table identity.commitment (
    "userId" text not null references identity."user" on delete cascade,
    "firmId" uuid not null,
    "sessionId" uuid not null,
    blocked tstzrange not null,
    primary key ("userId", "firmId", "sessionId"),
    constraint commitment_once exclude using gist ("userId" with =, blocked with &&)
  )`,
  `create index commitment_of_session on identity.commitment ("firmId", "sessionId")`,
  "grant select, insert, update, delete on identity.commitment to coachwork_scheduling",
  "grant select on identity.membership to coachwork_scheduling",
];

const commitSessionsAhead = `
  insert into identity.commitment ("userId", "firmId", "sessionId", blocked)
  select m."userId", c.firm_id, c.session_id, c.blocked from session_coach c
  join identity.membership m on m."firmId" = $1 and m."personId" = c.coach_id
  where c.firm_id = $1 and c.blocks and upper(c.blocked) > now()
  on conflict do nothing`;
