import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What the filters of lists and the next and last sessions of engagements are looked up in. An address is kept in lower case, because `lower` is not leakproof: no index on it
 * serves row level security.
 */
export class Lists1793000000030 implements MigrationInterface {
  readonly name = "Lists1793000000030";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person drop column email_lower");
    await runner.query("drop index engagement_ends_on, session_kind, session_next, session_last");
  }
}

const statements = [
  `alter table person add column email_lower text not null generated always as (lower(email)) stored`,
  `create index person_email_lower on person (firm_id, email_lower)`,
  `create index engagement_ends_on on engagement (firm_id, ends_on, id)`,
  `create index session_kind on session (firm_id, kind, starts_at, id)`,
  `create index session_next on session (firm_id, engagement_id, starts_at, id) where status = 'CONFIRMED'`,
  `create index session_last on session (firm_id, engagement_id, starts_at, id) where status in ('IN_PROGRESS', 'COMPLETED')`,
];
